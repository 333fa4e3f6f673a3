import type * as vscode from 'vscode';
import { newConnection, withConnection } from '../../core/connections/connectionList.ts';
import type { Connection } from '../../core/provider/connection.ts';
import type { ConnectionKind } from '../../core/provider/connectionKinds.ts';
import type { ListedModel, Provider } from '../../core/provider/provider.ts';
import type { Limits, Wait } from '../../core/provider/waits.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { ConnectionFacts, ConnectionState } from '../../core/view/connectionRows.ts';
import type { ConnectionStore } from './connectionStore.ts';
import type { KeyStore } from './keyStore.ts';

/** A pause that a server asked for. */
export interface ConnectionWait {
  connectionId: string;
  wait: Wait;
}

/** `limits` say how patient it is; absent: as usual. */
export type MakeProvider = (connection: Connection, limits?: Partial<Limits>) => Promise<Provider>;

/**
 * Knows the connections and how each was last found. It speaks to a server only when it is asked to test one: nothing
 * here runs by itself.
 */
export class ConnectionService implements vscode.Disposable {
  readonly #store: ConnectionStore;
  readonly #keys: KeyStore;
  readonly #makeProvider: MakeProvider;
  /** How the last test of each connection ended, by id. */
  readonly #results = new Map<string, ConnectionState>();
  /** The latest test of each connection that is being tested, by id. Earlier ones have no say any more. */
  readonly #tests = new Map<string, AbortSignal>();
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  readonly #answered = this.#disposables.add(new Emitter<Connection>());
  readonly #waits = this.#disposables.add(new Emitter<ConnectionWait>());

  /** Fires when a server asked for patience and we wait. */
  readonly onWait = this.#waits.event;

  /** Fires when a test ended well: the models are known now. */
  readonly onDidAnswer = this.#answered.event;

  /** Fires when a connection, its key or what is known of it has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(store: ConnectionStore, keys: KeyStore, makeProvider: MakeProvider) {
    this.#store = store;
    this.#keys = keys;
    this.#makeProvider = makeProvider;
    this.#disposables.add(store);
    this.#disposables.add(store.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(keys.onDidChange(() => this.#changed.fire()));
  }

  connections(): readonly Connection[] {
    return this.#store.list().connections;
  }

  /** The connection with this id as it is now; undefined when there is none any more. */
  connection(id: string): Connection | undefined {
    return this.connections().find(one => one.id === id);
  }

  /** What is wrong with the stored list, one sentence each. */
  issues(): readonly string[] {
    return this.#store.list().issues;
  }

  async facts(connection: Connection): Promise<ConnectionFacts> {
    const hasKey = (await this.#keys.get(connection)) !== undefined;
    const state: ConnectionState = this.#tests.has(connection.id)
      ? { kind: 'testing' }
      : (this.#results.get(connection.id) ?? { kind: 'untested' });
    return { connection, hasKey, state };
  }

  /** A provider that speaks to the connection with its key. Throws a `Problem` when there can be none. */
  provider(connection: Connection, limits?: Partial<Limits>): Promise<Provider> {
    return this.#makeProvider(connection, limits);
  }

  /**
   * Asks the server for its models and remembers how that went, unless it was cancelled or the connection changed
   * meanwhile. Throws the `Problem` when it failed.
   */
  async test(connection: Connection, signal: AbortSignal): Promise<readonly ListedModel[]> {
    this.#tests.set(connection.id, signal);
    this.#changed.fire();
    try {
      const provider = await this.#makeProvider(connection);
      const models = await provider.listModels(signal);
      this.#endTest(connection, signal, { kind: 'ready', models });
      return models;
    } catch (error) {
      this.#endTest(connection, signal, { kind: 'failed', problem: toProblemData(error) });
      throw error;
    }
  }

  /** A connection of a kind that is not saved yet. */
  newConnection(kind: ConnectionKind): Connection {
    return newConnection(kind, this.connections(), crypto.randomUUID().slice(0, 8));
  }

  /** Adds a connection or changes the one with its id. What was known of it is forgotten. */
  async save(connection: Connection): Promise<void> {
    this.#forget(connection.id);
    await this.#store.save(withConnection(this.connections(), connection));
  }

  /** Told by providers before they wait. */
  waiting(connection: Connection, wait: Wait): void {
    this.#waits.fire({ connectionId: connection.id, wait });
  }

  /** Stores a key for the connection at its present host. */
  async setKey(connection: Connection, key: string): Promise<void> {
    this.#forget(connection.id);
    await this.#keys.set(connection, key);
  }

  /** Deletes the key for the connection at its present host. */
  async deleteKey(connection: Connection): Promise<void> {
    this.#forget(connection.id);
    await this.#keys.delete(connection);
  }

  /** Removes a connection with its keys, those for its earlier hosts too. */
  async remove(connection: Connection): Promise<void> {
    this.#forget(connection.id);
    await this.#keys.deleteAll(connection);
    await this.#store.save(this.connections().filter(one => one.id !== connection.id));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #endTest(connection: Connection, signal: AbortSignal, result: ConnectionState): void {
    const { id } = connection;
    if (this.#tests.get(id) !== signal) return;
    this.#tests.delete(id);
    if (!signal.aborted) this.#results.set(id, result);
    this.#changed.fire();
    if (!signal.aborted && result.kind === 'ready') this.#answered.fire(connection);
  }

  #forget(id: string): void {
    this.#tests.delete(id);
    this.#results.delete(id);
  }
}
