import path from 'node:path';
import { type Connection, keyVariableOf, sendsKeyInClear } from '../../core/provider/connection.ts';
import { connectionKindInfo } from '../../core/provider/connectionKinds.ts';
import type { FetchLike } from '../../core/provider/outgoing.ts';
import type { Provider } from '../../core/provider/provider.ts';
import { providerProblem } from '../../core/provider/providerProblem.ts';
import type { Limits } from '../../core/provider/waits.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { sandboxFolder } from './userFolder.ts';

/** A provider that is ready, and what must be done when nobody needs it any more. */
export interface OpenProvider {
  provider: Provider;
  close(): Promise<void>;
}

/**
 * Makes the provider of a connection. The key comes from its environment variable; the sandbox runs in this process
 * and opens no socket. Throws a `Problem` when a key is needed and there is none. `limits` say how patient it is.
 */
export async function openProvider(
  connection: Connection,
  io: Io,
  limits: Partial<Limits> = {},
): Promise<OpenProvider> {
  const key = keyFor(connection, io);
  if (key !== undefined && sendsKeyInClear(connection)) {
    await io.stderr.write(`${neutral(`The key of ${connection.name} goes over the network unencrypted.`)}\n`);
  }
  const { createProvider } = await import('../../core/provider/createProvider.ts');
  const way = connection.kind === 'sandbox' ? await openWayToSandbox(io) : network;
  const provider = createProvider(connection, {
    fetch: way.fetch,
    key: async () => key,
    clock: systemClock,
    limits,
    onWait: ({ milliseconds, problem }) => {
      const line = `${problem.message} Trying again in ${Math.ceil(milliseconds / 1000)} s.`;
      void io.stderr.write(`${neutral(line)}\n`).catch(() => {});
    },
  });
  return { provider, close: way.close };
}

function keyFor(connection: Connection, { env }: Io): string | undefined {
  const variable = keyVariableOf(connection);
  const key = variable === undefined ? undefined : env[variable]?.trim();
  if (key || connectionKindInfo[connection.kind].key !== 'required') return key || undefined;
  throw providerProblem(
    'no-key',
    variable === undefined
      ? `${connection.name} needs a key, and no environment variable is named for it.`
      : `${connection.name} needs a key, and the environment variable ${variable} is not set.`,
    variable === undefined
      ? 'Name one as "keyVariable" of the connection.'
      : `Set ${variable}, or leave out --connection to rehearse on the sandbox.`,
  );
}

interface Way {
  fetch: FetchLike;
  close(): Promise<void>;
}

const network: Way = { fetch: request => fetch(request), close: async () => {} };

async function openWayToSandbox(io: Io): Promise<Way> {
  const [{ openSandbox }, { lintingValidator }] = await Promise.all([
    import('../../node/sandbox/openSandbox.ts'),
    import('../../core/sandbox/lintingValidator.ts'),
  ]);
  const sandbox = await openSandbox({
    dir: sandboxFolder(io),
    validateTrainingFile: lintingValidator,
    trainWorker: path.join(io.bundles, 'trainWorker.cjs'),
  });
  return { fetch: request => sandbox.fetch(request), close: () => sandbox.close() };
}
