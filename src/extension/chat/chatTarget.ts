import * as vscode from 'vscode';
import type { Conversation } from '../../core/chat/conversation.ts';
import { connectionNamed, SANDBOX } from '../../core/connections/connectionList.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import { namedConnection, pickConnection, pickModel } from '../templates/run/chooseTarget.ts';

type Parts = Pick<Services, 'connections' | 'runTargets'>;

/**
 * The connection that a conversation asks: the one that was chosen in it, else the one that its template names, else the
 * one that the template was run on, else the sandbox. Throws a `Problem` when it is gone.
 */
export function connectionFor(
  { connection: chosen, template }: Pick<Conversation, 'connection' | 'template'>,
  inTemplate: string | undefined,
  { connections, runTargets }: Parts,
): Connection {
  const all = connections.connections();
  if (chosen !== undefined) {
    const found = all.find(({ id }) => id === chosen);
    if (found) return found;
    throw new Problem({
      code: 'not-found',
      message: 'The connection of this conversation has been removed.',
      remedy: 'Choose another model.',
    });
  }
  if (inTemplate !== undefined) return namedConnection(inTemplate, all);
  const run = template && runTargets.of(vscode.Uri.parse(template.uri)).connection;
  return (run !== undefined && connectionNamed(all, run)) || SANDBOX;
}

/** The model that was chosen: in the conversation, else for running the template, where that does not say itself. */
export function chosenModel(
  { model, template }: Pick<Conversation, 'model' | 'template'>,
  inPrompt: unknown,
  { id, kind }: Connection,
  { runTargets }: Pick<Parts, 'runTargets'>,
): string | undefined {
  if (model !== undefined || !template) return model;
  const run = runTargets.of(vscode.Uri.parse(template.uri));
  const isFree = kind === 'sandbox' || typeof inPrompt !== 'string' || inPrompt === '';
  return isFree && (run.connection ?? id) === id ? run.model : undefined;
}

/** Asks for a connection and one of its models. Throws `cancelled` when the user leaves. */
export async function askForTarget(
  current: string | undefined,
  { connections }: Pick<Parts, 'connections'>,
): Promise<{ connection: string; model: string }> {
  const connection = await pickConnection(connections.connections(), current);
  const model = await pickModel(await connections.provider(connection));
  return { connection: connection.id, model };
}
