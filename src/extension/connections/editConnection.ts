import * as vscode from 'vscode';
import { baseUrlOf, type Connection } from '../../core/provider/connection.ts';
import { connectionKindInfo } from '../../core/provider/connectionKinds.ts';
import { needsNewKey, withAddress } from '../../core/connections/connectionList.ts';
import { askAddress, askName } from './connectionPrompts.ts';
import type { ConnectionService } from './connectionService.ts';
import { enterKey } from './enterKey.ts';

/** Gives a connection another name; its id and key stay. */
export async function renameConnection(service: ConnectionService, connection: Connection): Promise<void> {
  const name = await askName(connection.name, service.connections());
  if (name !== undefined && name !== connection.name) await service.save({ ...connection, name });
}

/** Lets a connection lead elsewhere. On another host its key does not count: it is asked for again. */
export async function changeAddress(service: ConnectionService, connection: Connection): Promise<boolean> {
  const address = await askAddress(connection.kind, {
    title: `Address of ${connection.name}`,
    prompt: takesKey(connection) ? 'On another host, the key must be entered again.' : '',
    value: connection.baseUrl ?? baseUrlOf(connection) ?? '',
  });
  if (address === undefined) return false;
  const changed = withAddress(connection, address);
  if (baseUrlOf(changed) === baseUrlOf(connection)) return false;
  const { hasKey } = await service.facts(connection);
  await service.save(changed);
  const wantsKey = hasKey || connectionKindInfo[connection.kind].key === 'required';
  if (wantsKey && needsNewKey(connection, changed)) await enterKey(service, changed);
  return true;
}

/** Removes a connection and its keys, after asking. */
export async function removeConnection(service: ConnectionService, connection: Connection): Promise<void> {
  const remove = 'Remove';
  const key = takesKey(connection) ? 'Its key is deleted from this machine. ' : '';
  const chosen = await vscode.window.showWarningMessage(
    `Remove the connection ${connection.name}?`,
    { modal: true, detail: `${key}Nothing is deleted on the server.` },
    remove,
  );
  if (chosen === remove) await service.remove(connection);
}

/** True for connections that the user added, which can be renamed and removed. */
export function isOwn(connection: Connection): boolean {
  return connection.kind !== 'sandbox';
}

/** True for connections of the user that lead to an address. */
export function hasAddress(connection: Connection): boolean {
  return isOwn(connection) && connection.kind !== 'vscode-lm';
}

export function takesKey(connection: Connection): boolean {
  return connectionKindInfo[connection.kind].key !== 'none';
}
