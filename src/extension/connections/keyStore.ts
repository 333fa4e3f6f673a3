import type * as vscode from 'vscode';
import { type Connection, secretName } from '../../core/provider/connection.ts';

/** The prefix of every name under which a key of this connection may be kept, whatever its host was. */
const KNOWN_NAMES = 'tunewright.keyNames';

/**
 * Keys, in the workbench's secret storage and nowhere else. A key belongs to a connection *and* the host that it was
 * entered for; the names of stored keys, not the keys, are remembered so that removing a connection removes them all.
 */
export class KeyStore {
  readonly #secrets: vscode.SecretStorage;
  readonly #names: vscode.Memento;

  constructor(secrets: vscode.SecretStorage, names: vscode.Memento) {
    this.#secrets = secrets;
    this.#names = names;
  }

  /** Fires when any key was stored or deleted, in any window. */
  get onDidChange(): vscode.Event<vscode.SecretStorageChangeEvent> {
    return this.#secrets.onDidChange;
  }

  /** The key for the connection at its present host. */
  async get(connection: Connection): Promise<string | undefined> {
    return (await this.#secrets.get(secretName(connection))) || undefined;
  }

  async set(connection: Connection, key: string): Promise<void> {
    const name = secretName(connection);
    await this.#secrets.store(name, key);
    const names = this.#knownNames();
    if (!names.includes(name)) await this.#names.update(KNOWN_NAMES, [...names, name]);
  }

  /** Deletes every key that was ever entered for this connection, for any host. */
  async deleteAll(connectionId: string): Promise<void> {
    const names = this.#knownNames();
    const gone = names.filter(name => name.startsWith(`tunewright.key:${connectionId}@`));
    for (const name of gone) await this.#secrets.delete(name);
    await this.#names.update(
      KNOWN_NAMES,
      names.filter(name => !gone.includes(name)),
    );
  }

  #knownNames(): readonly string[] {
    return this.#names.get<readonly string[]>(KNOWN_NAMES, []);
  }
}
