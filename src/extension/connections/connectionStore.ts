import * as vscode from 'vscode';
import { type ConnectionList, readConnections, toStored } from '../../core/connections/connectionList.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';

const SETTING = 'tunewright.connections';

/**
 * The user's connections, kept in the user settings. Only the user's own value is ever read: a workspace may name a
 * connection, but must not be able to say where one leads.
 */
export class ConnectionStore implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(SETTING)) this.#changed.fire();
      }),
    );
  }

  list(): ConnectionList {
    return readConnections(vscode.workspace.getConfiguration().inspect(SETTING)?.globalValue);
  }

  /** Writes the whole list. Fires `onDidChange` once the setting has arrived. */
  async save(connections: readonly Connection[]): Promise<void> {
    const stored = toStored(connections);
    await vscode.workspace
      .getConfiguration()
      .update(SETTING, stored.length > 0 ? stored : undefined, vscode.ConfigurationTarget.Global);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
