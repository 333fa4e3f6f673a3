import type { Provider } from '../../core/provider/provider.ts';
import { laneOf } from '../../core/users/planConversations.ts';
import type { Speaker } from '../../core/users/usersFile.ts';
import { chooseConnection } from '../connection/chooseConnection.ts';
import { type OpenProvider, openProvider } from '../connection/openProvider.ts';
import type { Io } from '../io.ts';

/** The connections of those who speak, each opened once. Close them at the end. */
export class SpeakerProviders {
  readonly #opened = new Map<string, OpenProvider>();

  /** Throws a `Problem` when a connection does not exist or has no key. */
  static async open(speakers: readonly Speaker[], io: Io): Promise<SpeakerProviders> {
    const providers = new SpeakerProviders();
    try {
      for (const speaker of speakers) {
        const name = laneOf(speaker);
        if (providers.#opened.has(name)) continue;
        const connection = await chooseConnection(name, io);
        providers.#opened.set(name, await openProvider(connection, io, { attempts: 1 }));
      }
      return providers;
    } catch (error) {
      await providers.close();
      throw error;
    }
  }

  of(speaker: Speaker): Provider {
    return this.#opened.get(laneOf(speaker))!.provider;
  }

  async close(): Promise<void> {
    for (const opened of this.#opened.values()) await opened.close();
  }
}
