import path from 'node:path';
import type * as vscode from 'vscode';
import { connectionNamed, SANDBOX } from '../../core/connections/connectionList.ts';
import type { CompareHost, OpenHost } from '../../core/evaluate/compare/compareHost.ts';
import { nearestNames } from '../../core/provider/nearest.ts';
import { Problem } from '../../core/util/problem.ts';
import { patternMatcher } from '../../node/matchPattern.ts';
import { RenderClient } from '../../node/renderClient.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { ConnectionService } from '../connections/connectionService.ts';
import type { Services } from '../services.ts';
import { PromptFolder } from '../templates/promptFolder.ts';
import type { JobHost } from '../tune/jobHost.ts';

/** Datasets beyond this many bytes are no cases of a comparison: nobody asks a million questions. */
const LARGEST_FILE = 200_000_000;

/** What comparing needs of VS Code, for the comparisons of one folder. */
export class FolderCompareHost implements OpenHost, vscode.Disposable {
  readonly folder: PromptFolder;
  readonly clock = systemClock;
  readonly match = patternMatcher();
  readonly #connections: ConnectionService;
  readonly #jobs: JobHost;
  #jobsSeen: string | undefined;
  #renderer: RenderClient | undefined;

  /** `file` is a comparison, whose folder is meant. */
  constructor(file: vscode.Uri, { connections, jobs }: Pick<Services, 'connections' | 'jobs'>) {
    this.folder = new PromptFolder(file);
    this.#connections = connections;
    this.#jobs = jobs;
  }

  read = (file: string): Promise<string | undefined> => this.folder.read(file, LARGEST_FILE);

  /** Training files as they lie on the disk, so that what is taken out in an editor can be told from what is there. */
  readSaved = (file: string): Promise<string | undefined> => this.folder.readSaved(file, LARGEST_FILE);

  renderPrompt: CompareHost['renderPrompt'] = (job, signal) => {
    this.#renderer ??= new RenderClient(path.join(import.meta.dirname, 'renderWorker.cjs'), systemClock);
    return this.#renderer.renderPrompt(job, signal);
  };

  /** The sandbox when none is named: it is always there and costs nothing. */
  provider: CompareHost['provider'] = async (named = SANDBOX.id) => {
    const all = this.#connections.connections();
    const found = connectionNamed(all, named);
    // A run waits itself where the server says so, for all that it asks, and shows it.
    if (found) return this.#connections.provider(found, { attempts: 1 });
    throw new Problem({
      code: 'not-found',
      message: `There is no connection "${named}".`,
      remedy: `Add it in the Connections view, or name one that is there: ${nearestNames(
        named,
        all.map(({ name }) => name),
      ).join(', ')}.`,
    });
  };

  jobsOfTune: OpenHost['jobsOfTune'] = async tune => {
    await this.#jobs.ready;
    this.#jobsSeen = this.#jobStates();
    const { jobsOfFile } = await import('../../node/jobs/jobsOfFile.ts');
    return jobsOfFile(this.#jobs.jobs(), this.folder.uriOf(tune).fsPath);
  };

  /** Whether a tune was asked for its model, and another answer is to be had by now. */
  get areJobsOther(): boolean {
    return this.#jobsSeen !== undefined && this.#jobsSeen !== this.#jobStates();
  }

  #jobStates(): string {
    return this.#jobs
      .jobs()
      .map(({ id, state }) => `${id} ${state}`)
      .join();
  }

  dispose(): void {
    this.#renderer?.dispose();
  }
}
