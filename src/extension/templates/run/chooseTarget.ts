import * as vscode from 'vscode';
import { connectionNamed } from '../../../core/connections/connectionList.ts';
import type { Connection } from '../../../core/provider/connection.ts';
import { connectionKindInfo } from '../../../core/provider/connectionKinds.ts';
import type { ListedModel, Provider } from '../../../core/provider/provider.ts';
import { chooseModel, type ModelChoice } from '../../../core/run/chooseModel.ts';
import { cancelledProblem, Problem } from '../../../core/util/problem.ts';
import { formatPrice, formatTokens } from '../../../core/view/connectionRows.ts';
import type { Services } from '../../services.ts';
import { withCancellableProgress } from '../../withCancellableProgress.ts';
import type { LoadedPrompt } from '../loadPrompt.ts';

type Parts = Pick<Services, 'connections' | 'runTargets'>;

/**
 * The connection to run a prompt on: the one that its file names, else the one that was chosen before, else the only one
 * there is, else one that the user picks now. Throws `cancelled` when the user leaves, and a `Problem` when the file
 * names one that does not exist: a file may name a connection, but never say where that leads.
 */
export async function connectionFor(
  { uri, file }: Pick<LoadedPrompt, 'uri' | 'file'>,
  { connections, runTargets }: Parts,
): Promise<Connection> {
  const all = connections.connections();
  if (file.connection !== undefined) return namedConnection(file.connection, all);
  const remembered = all.find(one => one.id === runTargets.of(uri).connection);
  const only = all.length === 1 ? all[0] : undefined;
  const chosen = remembered ?? only ?? (await pickConnection(all, undefined));
  if (!remembered && !only) await runTargets.choose(uri, { connection: chosen.id });
  return chosen;
}

/** The connection that a prompt would be run on, without asking anybody. */
export function expectedConnection(
  { uri, file }: Pick<LoadedPrompt, 'uri' | 'file'>,
  { connections, runTargets }: Parts,
): Connection | undefined {
  const all = connections.connections();
  if (file.connection !== undefined) return connectionNamed(all, file.connection);
  return all.find(one => one.id === runTargets.of(uri).connection) ?? (all.length === 1 ? all[0] : undefined);
}

/**
 * The model to ask: the file's, else the one that was chosen before, else the only one, else one that the user picks. On
 * the sandbox what was chosen comes first, since it stands in for the models of others anyway.
 */
export async function modelFor(
  { uri }: Pick<LoadedPrompt, 'uri'>,
  inPrompt: unknown,
  provider: Provider,
  { runTargets }: Pick<Parts, 'runTargets'>,
  signal: AbortSignal,
): Promise<ModelChoice> {
  const { connection, model } = runTargets.of(uri);
  const { id, kind } = provider.connection;
  const isFree = kind === 'sandbox' || typeof inPrompt !== 'string' || inPrompt === '';
  const named = isFree && (connection ?? id) === id ? model : undefined;
  const choice = await chooseModel(provider, { named, inPrompt }, signal);
  if (choice) return choice;
  const picked = await pickModel(provider);
  await runTargets.choose(uri, { connection: id, model: picked });
  return { model: picked };
}

/** Asks anew for connection and model, and remembers both for the prompt. */
export async function chooseTarget(
  { uri, file }: Pick<LoadedPrompt, 'uri' | 'file'>,
  { connections, runTargets }: Parts,
): Promise<void> {
  const all = connections.connections();
  const connection =
    file.connection === undefined
      ? await pickConnection(all, runTargets.of(uri).connection)
      : namedConnection(file.connection, all);
  const model = await pickModel(await connections.provider(connection));
  await runTargets.choose(uri, { connection: connection.id, model });
}

/** Throws a `Problem` when there is none of that name. */
export function namedConnection(name: string, all: readonly Connection[]): Connection {
  const found = connectionNamed(all, name);
  if (found) return found;
  throw new Problem({
    code: 'not-found',
    message: `The template asks for the connection "${name}", and there is none of that name.`,
    remedy: 'Add it under Connections, or take "connection" out of the template.',
    reason: 'no-connection',
  });
}

/** Asks for a connection. Throws `cancelled` when the user leaves. */
export async function pickConnection(
  all: readonly Connection[],
  current: string | undefined,
): Promise<Connection> {
  const items = all.map(connection => ({
    label: connection.name,
    description: connectionKindInfo[connection.kind].title,
    detail: connection.kind === 'sandbox' ? 'Answers on this machine: no account, no key, no network.' : '',
    picked: connection.id === current,
    connection,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Which Connection Answers?',
    placeHolder: 'It is remembered. More can be added in the Connections view.',
    matchOnDescription: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.connection;
}

interface ModelItem extends vscode.QuickPickItem {
  model?: string;
}

/** Asks for one of the provider's models, or another name. Throws `cancelled` when the user leaves. */
export async function pickModel(provider: Provider): Promise<string> {
  const { name } = provider.connection;
  const models = await withCancellableProgress(`Asking ${name} for its models`, signal =>
    provider.listModels(signal),
  );
  const items: ModelItem[] = models.map(model => ({
    label: model.id,
    description: modelFacts(model),
    model: model.id,
  }));
  const other: ModelItem = { label: '$(edit) Another name…', alwaysShow: true };
  const chosen = await vscode.window.showQuickPick([...items, other], {
    title: `Which Model of ${name}?`,
    placeHolder: 'It is remembered.',
  });
  if (!chosen) throw cancelledProblem();
  if (chosen.model !== undefined) return chosen.model;
  const typed = await vscode.window.showInputBox({
    title: `Which Model of ${name}?`,
    prompt: 'The name of the model, or of the deployment on Azure.',
    validateInput: text => (text.trim() === '' ? 'Write a name.' : undefined),
  });
  if (typed === undefined) throw cancelledProblem();
  return typed.trim();
}

function modelFacts({ contextTokens, price, endDate }: ListedModel): string {
  return [
    contextTokens === undefined ? undefined : `${formatTokens(contextTokens)} context`,
    price && formatPrice(price),
    endDate && `ends ${endDate}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
