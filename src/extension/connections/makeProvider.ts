import type { Connection } from '../../core/provider/connection.ts';
import type { FetchLike } from '../../core/provider/outgoing.ts';
import type { Provider } from '../../core/provider/provider.ts';
import type { Limits, Wait } from '../../core/provider/waits.ts';
import type { Clock } from '../../core/util/clock.ts';
import type { KeyStore } from './keyStore.ts';
import type { MakeProvider } from './connectionService.ts';
import { vscodeLmProvider } from './vscodeLmProvider.ts';

/** What speaking to connections needs of its surroundings. */
export interface Surroundings {
  /** The workbench's `fetch`, which knows the user's proxy and certificates. */
  fetch: FetchLike;
  /** The sandbox's handler, made when it is first used. */
  sandbox(): Promise<FetchLike>;
  keys: KeyStore;
  clock: Clock;
  onWait(connection: Connection, wait: Wait): void;
  log(line: string): void;
}

/** Makes providers for connections of every kind. The code that speaks to servers is loaded at the first call. */
export function providerMaker({ fetch, sandbox, keys, clock, onWait, log }: Surroundings): MakeProvider {
  return async (connection: Connection, limits: Partial<Limits> = {}): Promise<Provider> => {
    if (connection.kind === 'vscode-lm') return vscodeLmProvider(connection);
    const { createProvider } = await import('../../core/provider/createProvider.ts');
    return createProvider(connection, {
      fetch: connection.kind === 'sandbox' ? await sandbox() : fetch,
      key: () => keys.get(connection),
      clock,
      limits,
      onWait: wait => onWait(connection, wait),
      log,
    });
  };
}
