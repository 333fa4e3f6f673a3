import type { Job } from '../../jobs/job.ts';
import type { Provider } from '../../provider/provider.ts';
import type { RenderResult } from '../../template/dialect/render.ts';
import type { PromptJob } from '../../template/promptFile/renderPrompt.ts';
import type { Clock } from '../../util/clock.ts';
import type { GradeTools } from '../graders/gradeInput.ts';
import type { ReadText } from './loadCases.ts';

/** What comparing needs of its surroundings. Paths are relative to the workspace folder. */
export interface CompareHost {
  read: ReadText;
  /** Where templates of strangers can do no harm. */
  renderPrompt(job: PromptJob, signal: AbortSignal): Promise<RenderResult[]>;
  /** The provider of a connection by id or name, the user's default without one. Throws a `Problem` when there is none. */
  provider(connection: string | undefined): Promise<Provider>;
  match: GradeTools['match'];
  clock: Clock;
}

/** What opening a comparison needs beside: variants may name a tune. */
export interface OpenHost extends CompareHost {
  /** The jobs that were launched here with the tune at a path. */
  jobsOfTune(path: string): Promise<readonly Job[]>;
}
