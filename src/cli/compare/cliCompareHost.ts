import type { CompareHost } from '../../core/evaluate/compare/compareHost.ts';
import type { Provider } from '../../core/provider/provider.ts';
import { patternMatcher } from '../../node/matchPattern.ts';
import { systemClock } from '../../node/systemClock.ts';
import { chooseConnection } from '../connection/chooseConnection.ts';
import { type OpenProvider, openProvider } from '../connection/openProvider.ts';
import type { Io } from '../io.ts';
import { readInside } from '../prompt/openPrompt.ts';

/** What the command line gives to a comparison. Providers are opened once and closed together. */
export class CliCompareHost implements CompareHost {
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
