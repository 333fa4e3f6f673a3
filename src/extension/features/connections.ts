import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import { addConnection } from '../connections/addConnection.ts';
import { ConnectionsTree } from '../connections/connectionsTree.ts';
import {
  changeAddress,
  hasAddress,
  isOwn,
  removeConnection,
  renameConnection,
  takesKey,
} from '../connections/editConnection.ts';
import { enterKey } from '../connections/enterKey.ts';
import { findServers } from '../connections/findServers.ts';
import { connectionOf } from '../connections/onConnection.ts';
import { testConnection } from '../connections/testConnection.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** The Connections view and everything that can be done to a connection. */
export function registerConnections({ tell, connections, today, fetch }: Services): vscode.Disposable {
  const tree = new ConnectionsTree(connections, today);
  const view = vscode.window.createTreeView('tunewright.connections', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const sayIssues = () => {
    const issues = connections.issues();
    view.message = issues.length > 0 ? issues.join(' ') : undefined;
  };
  sayIssues();
  const showModels = async (connection: Connection) => {
    // A view that is hidden stays hidden: revealing would bring it to the front.
    if (!view.visible) return;
    const node = await tree.nodeOf(connection);
    // The row may be gone by now.
    await view.reveal(node, { select: false, expand: true }).then(undefined, () => {});
  };
  const test = ({ id }: Connection) => testConnection(connections, id, tell);
  const offerTest = (connection: Connection) => ({ title: 'Test', run: () => test(connection) });

  const add = async () => {
    const added = await addConnection(connections);
    if (added === 'find-local') return find();
    if (added) tell.done(`${added.name} is set up.`, offerTest(added));
  };
  const find = async () => {
    const added = await findServers(connections, fetch);
    if (added.length > 0) tell.done(`Set up: ${added.map(one => one.name).join(', ')}.`);
  };

  return vscode.Disposable.from(
    tree,
    view,
    connections.onDidChange(sayIssues),
    connections.onDidAnswer(showModels),
    registerCommand('tunewright.addConnection', tell, add),
    registerCommand('tunewright.findLocalServers', tell, find),
    registerCommand('tunewright.testConnection', tell, async node => {
      const connection = await connectionOf(connections, node);
      if (connection) await test(connection);
    }),
    registerCommand('tunewright.enterKey', tell, async node => {
      const connection = await connectionOf(connections, node, takesKey);
      if (connection && (await enterKey(connections, connection)))
        tell.done(`The key for ${connection.name} is stored.`, offerTest(connection));
    }),
    registerCommand('tunewright.renameConnection', tell, async node => {
      const connection = await connectionOf(connections, node, isOwn);
      if (connection) await renameConnection(connections, connection);
    }),
    registerCommand('tunewright.changeAddress', tell, async node => {
      const connection = await connectionOf(connections, node, hasAddress);
      if (connection) await changeAddress(connections, connection);
    }),
    registerCommand('tunewright.removeConnection', tell, async node => {
      const connection = await connectionOf(connections, node, isOwn);
      if (connection) await removeConnection(connections, connection);
    }),
    registerCommand('tunewright.copyModelName', tell, async node => {
      if (node?.model !== undefined) await vscode.env.clipboard.writeText(node.model);
    }),
  );
}
