import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import { connectionKindInfo } from '../../core/provider/connectionKinds.ts';
import type { ConnectionService } from './connectionService.ts';
import type { ConnectionNode } from './connectionsTree.ts';

/** The connection of a clicked row, or one that the user picks when the command came from the palette. */
export async function connectionOf(
  service: ConnectionService,
  node: ConnectionNode | undefined,
  fits: (connection: Connection) => boolean = () => true,
): Promise<Connection | undefined> {
  if (node) return service.connection(node.connection.id);
  const choices = service.connections().filter(fits);
  if (choices.length === 0) {
    void vscode.window.showInformationMessage('There is no such connection yet: add one first.');
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    choices.map(connection => ({
      label: connection.name,
      description: connectionKindInfo[connection.kind].title,
      connection,
    })),
    { title: 'Which connection?' },
  );
  return chosen?.connection;
}
