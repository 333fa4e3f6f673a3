import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '../../core/util/problem.ts';
import { answerWith } from './nodeHttp.ts';
import { type LocalSandboxOptions, openSandbox } from './openSandbox.ts';

export interface ServeOptions extends LocalSandboxOptions {
  /** 0 for any free port. */
  port: number;
}

/** A sandbox that other programs on this machine can use. */
export interface ServedSandbox {
  /** What clients take as their base URL, with `/v1`. */
  url: string;
  /** The bearer token that clients send as their API key. */
  token: string;
  /** Stops listening and stops running jobs where they are; they go on when the folder is served again. */
  close(): Promise<void>;
}

/**
 * Serves the sandbox in `dir` on the loopback address, to bearers of `token` (a new one when absent) only.
 * Rejects with a `Problem` when the port is taken.
 */
export async function serveSandbox({ port, ...options }: ServeOptions): Promise<ServedSandbox> {
  const token = options.token ?? `sk-sandbox-${randomBytes(24).toString('base64url')}`;
  const sandbox = await openSandbox({ ...options, token });
  const server = createServer(answerWith(request => sandbox.fetch(request)));
  try {
    await listen(server, port);
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}/v1`,
    token,
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await sandbox.close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        new Problem({
          code: isTaken ? 'rejected' : 'internal',
          message: isTaken ? `Port ${port} is taken.` : `The sandbox could not listen on port ${port}.`,
          remedy: 'Choose another port, or 0 for any free one.',
          cause: error.message,
        }),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
