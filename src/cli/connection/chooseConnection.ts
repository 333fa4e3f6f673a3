import { connectionNamed, readConnections, SANDBOX } from '../../core/connections/connectionList.ts';
import type { Connection } from '../../core/provider/connection.ts';
import {
  connectionKindInfo,
  connectionKinds,
  isConnectionKind,
} from '../../core/provider/connectionKinds.ts';
import { readJson } from '../../core/template/promptFile/jsonValue.ts';
import { suggest } from '../../core/util/suggest.ts';
import { readIfThere } from '../../node/readIfThere.ts';
import { usageProblem } from '../arguments.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { connectionsFile } from './userFolder.ts';

/**
 * The connection that a name stands for: one of the user's own by id or name, else a kind at its usual address. The
 * sandbox when there is no name. Addresses come from the user's own file and from nowhere else: the name may stand in
 * somebody else's prompt. Throws a `Problem` when there is none.
 */
export async function chooseConnection(name: string | undefined, io: Io): Promise<Connection> {
  if (name === undefined || name === SANDBOX.id) return SANDBOX;
  const own = await ownConnections(io);
  const found = connectionNamed(own, name);
  if (found) return found;
  if (!isConnectionKind(name)) {
    const usual = connectionKinds.filter(kind => connectionKindInfo[kind].baseUrl !== undefined);
    throw usageProblem(
      `There is no connection "${name}".`,
      suggest(name, [...usual, ...own.map(one => one.id)]),
    );
  }
  const { title, baseUrl } = connectionKindInfo[name];
  if (baseUrl === undefined && name !== 'vscode-lm') {
    throw usageProblem(
      `${title} has no usual address.`,
      `Add a connection with its "baseUrl" to ${connectionsFile(io)}.`,
    );
  }
  return { id: name, kind: name, name: title };
}

/** The user's connections; entries that make no sense are named on standard error. */
export async function ownConnections(io: Io): Promise<readonly Connection[]> {
  const file = connectionsFile(io);
  const text = await readIfThere(file);
  if (text === undefined) return [];
  const value = readJson(text.replace(/^\uFEFF/, ''));
  if (value === undefined) {
    throw usageProblem(`${file} is not JSON.`, 'Mend its syntax: it is a list of connections.');
  }
  const { connections, issues } = readConnections(value);
  for (const issue of issues) await io.stderr.write(`${neutral(`${file}: ${issue}`)}\n`);
  return connections;
}
