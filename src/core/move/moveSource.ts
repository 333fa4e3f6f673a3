import type { Job } from '../jobs/job.ts';
import { parseTune } from '../tune/parseTune.ts';
import type { Tune } from '../tune/tuneFile.ts';
import { Problem } from '../util/problem.ts';

/** A tune file: its absolute path and its text. */
export interface TuneText {
  path: string;
  text: string;
}

/** The tune that a job was launched with; the file may be another by now. Throws a `Problem` when nobody here knows it. */
export function launchedTune({ name, plan }: Job): TuneText {
  if (plan?.tune) return plan.tune;
  throw new Problem({
    code: 'not-found',
    message: `${name} was launched elsewhere, and nobody here knows its tune.`,
    remedy: 'Name a *.tune.json file, or write one with New Tune.',
  });
}

/** What stands in a tune that is to be moved, and the models that its jobs made. Throws a `Problem` when it is none. */
export function readMoveSource(
  { path, text }: TuneText,
  shown: string,
  jobs: readonly Job[],
  job?: Job,
): { tune: Tune; oldModels: string[] } {
  const { tune, findings } = parseTune(text);
  if (!tune) {
    const [first] = findings;
    throw new Problem({
      code: 'rejected',
      message: `${shown}: ${first?.message ?? 'This is no tune.'}`,
      remedy: first?.remedy ?? 'Check the tune first.',
    });
  }
  const isOfTune = (one: Job) => one.id === job?.id || one.plan?.tune?.path === path;
  return { tune, oldModels: jobs.flatMap(one => (isOfTune(one) ? (one.tunedModel ?? []) : [])) };
}
