import type * as vscode from 'vscode';
import { type Connection, secretName } from '../../core/provider/connection.ts';

/** Where the names of the stored keys are remembered. */
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

  /** Deletes the key for the connection at its present host. */
  delete(connection: Connection): Promise<void> {
    return this.#deleteNames([secretName(connection)]);
  }

  /** Deletes every key that was ever entered for this connection, for any host. */
  deleteAll(connection: Connection): Promise<void> {
    const earlier = this.#knownNames().filter(name => name.startsWith(`tunewright.key:${connection.id}@`));
    return this.#deleteNames([...new Set([secretName(connection), ...earlier])]);
  }

  async #deleteNames(names: readonly string[]): Promise<void> {
    for (const name of names) await this.#secrets.delete(name);
    const left = this.#knownNames().filter(name => !names.includes(name));
    await this.#names.update(KNOWN_NAMES, left);
  }

  #knownNames(): readonly string[] {
    return this.#names.get<readonly string[]>(KNOWN_NAMES, []);
  }
}
