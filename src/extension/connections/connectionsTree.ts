import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import { connectionRow, modelRow } from '../../core/view/connectionRows.ts';
import type { TreeRow } from '../../core/view/treeRow.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { treeItem } from '../treeItem.ts';
import type { ConnectionService } from './connectionService.ts';

/** A row of the Connections view: a connection, or one of its models. */
export interface ConnectionNode {
  connection: Connection;
  row: TreeRow;
  /** The model's id; absent on the row of the connection itself. */
  model?: string;
}

/** Draws the connection service. It keeps nothing: every look is a new question. */
export class ConnectionsTree implements vscode.TreeDataProvider<ConnectionNode>, vscode.Disposable {
  readonly #service: ConnectionService;
  readonly #today: () => string;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());

  readonly onDidChangeTreeData = this.#changed.event;

  /** `today` tells the date as YYYY-MM-DD. */
  constructor(service: ConnectionService, today: () => string) {
    this.#service = service;
    this.#today = today;
    this.#disposables.add(service.onDidChange(() => this.#changed.fire(undefined)));
  }

  async getChildren(parent?: ConnectionNode): Promise<ConnectionNode[]> {
    if (!parent) return Promise.all(this.#service.connections().map(one => this.nodeOf(one)));
    const { connection, model } = parent;
    const { state } = await this.#service.facts(connection);
    if (model !== undefined || state.kind !== 'ready') return [];
    return state.models.map(listed => ({
      connection,
      model: listed.id,
      row: modelRow(connection, listed, this.#today()),
    }));
  }

  getParent({ connection, model }: ConnectionNode): Promise<ConnectionNode> | undefined {
    return model === undefined ? undefined : this.nodeOf(connection);
  }

  /** The row of a connection as it is now. */
  async nodeOf(connection: Connection): Promise<ConnectionNode> {
    return { connection, row: connectionRow(await this.#service.facts(connection)) };
  }

  getTreeItem(node: ConnectionNode): vscode.TreeItem {
    return treeItem(node.row);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
