import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import { baseUrlOf, originOf } from '../../core/provider/connection.ts';
import { connectionKindInfo } from '../../core/provider/connectionKinds.ts';
import { addressIssue, askName } from './addConnection.ts';
import type { ConnectionService } from './connectionService.ts';
import { enterKey } from './enterKey.ts';

/** Gives a connection another name; its id and key stay. */
export async function renameConnection(service: ConnectionService, connection: Connection): Promise<void> {
  const name = await askName(connection.name, service.connections());
  if (name !== undefined && name.trim() !== connection.name)
    await service.save({ ...connection, name: name.trim() });
}

/** Lets a connection lead elsewhere. On another host its key does not count: it is asked for again. */
export async function changeAddress(service: ConnectionService, connection: Connection): Promise<void> {
  const baseUrl = await vscode.window.showInputBox({
    title: `Address of ${connection.name}`,
    prompt: 'On another host, the key must be entered again.',
    value: connection.baseUrl ?? baseUrlOf(connection) ?? '',
    ignoreFocusOut: true,
    validateInput: value => addressIssue(connection.kind, value),
  });
  if (baseUrl === undefined || baseUrl.trim() === baseUrlOf(connection)) return;
  const changed = { ...connection, baseUrl: baseUrl.trim() };
  await service.save(changed);
  if (!service.needsNewKey(connection, changed) || connectionKindInfo[connection.kind].key === 'none') return;
  const enter = 'Enter Key';
  const chosen = await vscode.window.showInformationMessage(
    `${connection.name} now leads to ${originOf(changed) ?? 'another host'}. The key that was entered for the other host is not sent there.`,
    enter,
  );
  if (chosen === enter) await enterKey(service, changed);
}

/** Removes a connection and its keys, after asking. */
export async function removeConnection(service: ConnectionService, connection: Connection): Promise<void> {
  const remove = 'Remove';
  const chosen = await vscode.window.showWarningMessage(
    `Remove the connection ${connection.name}?`,
    { modal: true, detail: 'Its key is deleted from this machine. Nothing is deleted on the server.' },
    remove,
  );
  if (chosen === remove) await service.remove(connection);
}
