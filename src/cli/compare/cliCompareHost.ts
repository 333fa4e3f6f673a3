import path from 'node:path';
import type { CompareHost, OpenHost } from '../../core/evaluate/compare/compareHost.ts';
import type { Job } from '../../core/jobs/job.ts';
import type { Provider } from '../../core/provider/provider.ts';
import { fileJobStore } from '../../node/jobs/fileJobStore.ts';
import { jobsOfFile } from '../../node/jobs/jobsOfFile.ts';
import { patternMatcher } from '../../node/matchPattern.ts';
import { systemClock } from '../../node/systemClock.ts';
import { chooseConnection } from '../connection/chooseConnection.ts';
import { type OpenProvider, openProvider } from '../connection/openProvider.ts';
import { jobsFolder } from '../connection/userFolder.ts';
import type { Io } from '../io.ts';
import { readInside } from '../prompt/openPrompt.ts';

/** What the command line gives to a comparison. Providers are opened once and closed together. */
export class CliCompareHost implements OpenHost {
  readonly clock = systemClock;
  readonly match = patternMatcher();
  readonly #root: string;
  readonly #io: Io;
  readonly #open = new Map<string, Promise<OpenProvider>>();

  constructor(root: string, io: Io) {
    this.#root = root;
    this.#io = io;
  }

  read = (path: string): Promise<string | undefined> => readInside(this.#root, path);

  renderPrompt: CompareHost['renderPrompt'] = (job, signal) => this.#io.renderPrompt(job, signal);

  /** Those of this user's command lines. */
  async jobsOfTune(tune: string): Promise<readonly Job[]> {
    const { jobs } = await fileJobStore(jobsFolder(this.#io)).list();
    return jobsOfFile(jobs, path.join(this.#root, tune));
  }

  async provider(name: string | undefined): Promise<Provider> {
    const connection = await chooseConnection(name, this.#io);
    const known = this.#open.get(connection.id);
    // The runner repeats requests and sits out rate limits itself.
    const opened = known ?? openProvider(connection, this.#io, { attempts: 1 });
    this.#open.set(connection.id, opened);
    return (await opened).provider;
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
  }
}
