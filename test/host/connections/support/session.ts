import * as vscode from 'vscode';
import { TEST_KEY } from '../../../../scripts/suites/testKey.mjs';
import { FaultServer, type Reply } from '../../../support/faultServer.ts';
import { Dialogs, pick, type } from './dialogs.ts';
import { connectionsView, removeAll } from './view.ts';

/** Two models: one with all that a server may tell, of which one has ended, and one that tells its context only. */
export const MODELS: Reply = {
  body: JSON.stringify({
    object: 'list',
    data: [
      { id: 'small', object: 'model', context_length: 32_768 },
      { id: 'old', object: 'model', shutdown_date: '2020-01-31', pricing: { input: 0.5, output: 1.25 } },
    ],
  }),
};

/** What a test works with: a user, and a server that lists `MODELS` unless told otherwise. */
export class Session {
  server!: FaultServer;
  dialogs!: Dialogs;
  readonly #others: FaultServer[] = [];

  /** Another server of the same kind. */
  async startOther(): Promise<FaultServer> {
    const other = await FaultServer.start();
    other.otherwise(MODELS);
    this.#others.push(other);
    return other;
  }

  /** Sets up a connection to the server; with an empty key, to one that needs none. */
  async add(name = 'Fake', key = TEST_KEY): Promise<void> {
    this.dialogs.will(pick('OpenAI-compatible'), type(`${this.server.origin}/v1`), type(name));
    if (key === '') this.dialogs.will(pick('It needs no key'));
    else this.dialogs.will(pick('Type or paste it'), type(key));
    await vscode.commands.executeCommand('tunewright.addConnection');
    await this.dialogs.nextMessage();
  }

  async start(): Promise<void> {
    await connectionsView();
    this.server = await this.startOther();
    this.dialogs = new Dialogs();
  }

  async end(): Promise<void> {
    this.dialogs.restore();
    await removeAll();
    for (const server of this.#others.splice(0)) await server.stop();
    this.dialogs.verify();
  }
}

/** Begins a session before each test and ends it after, with every connection removed. */
export function useSession(): Session {
  const session = new Session();
  beforeEach(() => session.start());
  afterEach(() => session.end());
  return session;
}

/** What a server was sent as keys, request by request. */
export function keysSentTo(server: FaultServer): (string | undefined)[] {
  return server.received.map(one => one.headers.authorization);
}
