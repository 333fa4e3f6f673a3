import type { Connection } from './connection.ts';
import { createProvider } from './createProvider.ts';
import { type Capabilities, noTraining } from './provider.ts';

/** What a connection can do, without speaking to it; undefined when it has no usable address. */
export function capabilitiesOf(connection: Connection): Capabilities | undefined {
  if (connection.kind === 'vscode-lm') return noTraining;
  try {
    return createProvider(connection, { fetch: silent, key: async () => undefined, clock: standing })
      .capabilities;
  } catch {
    return undefined;
  }
}

const silent = () => Promise.reject(new Error('Nothing is sent to find out what a connection can do.'));
const standing = { now: () => 0, sleep: () => new Promise<void>(() => {}) };
