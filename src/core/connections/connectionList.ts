import { baseUrlOf, type Connection, originOf, readConnection } from '../provider/connection.ts';
import { type ConnectionKind, connectionKindInfo } from '../provider/connectionKinds.ts';

/** The connection that is always there and needs no account. */
export const SANDBOX: Connection = { id: 'sandbox', kind: 'sandbox', name: 'Sandbox' };

/** What a stored list holds: the connections that can be used, and what is wrong with the others. */
export interface ConnectionList {
  /** The sandbox first, then the user's own in their order. */
  connections: Connection[];
  /** One sentence for each entry that was left out. */
  issues: string[];
}

/** Reads the stored list. Entries that make no sense are reported and left out; of two with one id the first counts. */
export function readConnections(stored: unknown): ConnectionList {
  const list: ConnectionList = { connections: [SANDBOX], issues: [] };
  if (stored === undefined || stored === null) return list;
  if (!Array.isArray(stored)) return { ...list, issues: ['The list of connections is not an array.'] };
  stored.forEach((entry, index) => {
    const { connection, issues } = readConnection(entry);
    const place = `Connection ${index + 1}: `;
    list.issues.push(...issues.map(issue => place + issue));
    if (!connection) return;
    if (list.connections.some(one => one.id === connection.id)) {
      list.issues.push(`${place}the id "${connection.id}" is taken.`);
    } else list.connections.push(connection);
  });
  return list;
}

/** What is stored: everything but the sandbox. */
export function toStored(connections: readonly Connection[]): Connection[] {
  return connections.filter(connection => connection.id !== SANDBOX.id);
}

/**
 * A connection of a kind, named as no other is. `random` makes its id one that never was: what was kept for a removed
 * connection must not be taken for a new one's.
 */
export function newConnection(
  kind: ConnectionKind,
  taken: readonly Connection[],
  random: string,
): Connection {
  return { id: `${kind}-${random}`, kind, name: newConnectionName(kind, taken) };
}

/** The list with one connection added, or put in the place of the one with its id. */
export function withConnection(connections: readonly Connection[], changed: Connection): Connection[] {
  const exists = connections.some(connection => connection.id === changed.id);
  return exists
    ? connections.map(connection => (connection.id === changed.id ? changed : connection))
    : [...connections, changed];
}

/** The connection at another address. The usual address of its kind is not written down. */
export function withAddress(connection: Connection, address: string): Connection {
  const { baseUrl: _, ...rest } = connection;
  const isUsual = baseUrlOf({ ...rest, baseUrl: address }) === connectionKindInfo[connection.kind].baseUrl;
  return isUsual ? rest : { ...rest, baseUrl: address };
}

/** True when a key that was entered for `before` may not be used for `after`, so that it must be entered again. */
export function needsNewKey(before: Connection, after: Connection): boolean {
  return connectionKindInfo[after.kind].key !== 'none' && originOf(before) !== originOf(after);
}

/** `OpenAI`, `OpenAI 2` and so on, the first that is free. */
function newConnectionName(kind: ConnectionKind, taken: readonly Connection[]): string {
  const { title } = connectionKindInfo[kind];
  for (let number = 1; ; number++) {
    const name = number === 1 ? title : `${title} ${number}`;
    if (!taken.some(connection => connection.name === name)) return name;
  }
}

/** The connection that a name stands for: its id, or its name in any case. Undefined when there is none. */
export function connectionNamed(connections: readonly Connection[], name: string): Connection | undefined {
  const wanted = name.toLowerCase();
  return (
    connections.find(({ id }) => id === name) ?? connections.find(one => one.name.toLowerCase() === wanted)
  );
}
