import * as vscode from 'vscode';
import { newConnectionId, newConnectionName } from '../../core/connections/connectionList.ts';
import { type Connection, readConnection } from '../../core/provider/connection.ts';
import {
  type ConnectionKind,
  connectionKindInfo,
  connectionKinds,
} from '../../core/provider/connectionKinds.ts';
import type { ConnectionService } from './connectionService.ts';
import { enterKey } from './enterKey.ts';

/** What the user chose: a kind to set up, or to look for servers on this machine. */
type Choice = { kind: ConnectionKind } | 'find-local';

/** Leads through setting up a connection. Returns it once it is saved; undefined when the user left. */
export async function addConnection(
  service: ConnectionService,
): Promise<Connection | 'find-local' | undefined> {
  const choice = await chooseKind();
  if (choice === undefined || choice === 'find-local') return choice;
  const { kind } = choice;
  const baseUrl = await askBaseUrl(kind);
  if (baseUrl === undefined) return undefined;
  const accountId = kind === 'fireworks' ? await askAccount() : '';
  if (accountId === undefined) return undefined;
  const taken = service.connections();
  const name = await askName(newConnectionName(kind, taken), taken);
  if (name === undefined) return undefined;
  const connection: Connection = {
    id: newConnectionId(kind, taken),
    kind,
    name,
    ...(baseUrl === '' ? {} : { baseUrl }),
    ...(accountId === '' ? {} : { accountId }),
  };
  await service.save(connection);
  if (connectionKindInfo[kind].key === 'required') await enterKey(service, connection);
  return connection;
}

async function chooseKind(): Promise<Choice | undefined> {
  const items: (vscode.QuickPickItem & { choice?: Choice })[] = [
    { label: 'Hosted', kind: vscode.QuickPickItemKind.Separator },
    ...kindItems(kind => !connectionKindInfo[kind].local && kind !== 'sandbox' && kind !== 'vscode-lm'),
    { label: 'On this machine', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(search) Find local servers',
      description: 'asks the usual ports of Ollama, LM Studio, vLLM, llama.cpp and LocalAI',
      choice: 'find-local',
    },
    ...kindItems(kind => connectionKindInfo[kind].local),
    { label: 'In the editor', kind: vscode.QuickPickItemKind.Separator },
    ...kindItems(kind => kind === 'vscode-lm'),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Add a connection',
    matchOnDescription: true,
  });
  return chosen?.choice;
}

function kindItems(wanted: (kind: ConnectionKind) => boolean): (vscode.QuickPickItem & { choice: Choice })[] {
  return connectionKinds.filter(wanted).map(kind => ({
    label: connectionKindInfo[kind].title,
    description:
      connectionKindInfo[kind].baseUrl ??
      (kind === 'vscode-lm' ? 'to run and to judge' : 'you give the address'),
    choice: { kind },
  }));
}

/** The address where it is not known or often differs; an empty text means the kind's own. */
async function askBaseUrl(kind: ConnectionKind): Promise<string | undefined> {
  const info = connectionKindInfo[kind];
  if (kind === 'vscode-lm' || (info.baseUrl !== undefined && !info.local)) return '';
  const url = await vscode.window.showInputBox({
    title: `Address of ${info.title}`,
    prompt: kind === 'azure' ? 'The endpoint of your resource.' : 'The base URL of its API.',
    placeHolder: kind === 'azure' ? 'https://NAME.openai.azure.com' : 'https://host.example/v1',
    value: info.baseUrl ?? '',
    ignoreFocusOut: true,
    validateInput: value => addressIssue(kind, value),
  });
  return url === undefined || url.trim() === info.baseUrl ? url && '' : url.trim();
}

/** What is wrong with an address, as a sentence; undefined when it can be used. */
export function addressIssue(kind: ConnectionKind, baseUrl: string): string | undefined {
  return readConnection({ id: 'new', kind, name: 'new', baseUrl: baseUrl.trim() || 'missing' }).issues[0];
}

function askAccount(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Fireworks account',
    prompt: 'The account that datasets and jobs belong to: the part after accounts/ in its addresses.',
    ignoreFocusOut: true,
    validateInput: value => (/^[\w-]+$/.test(value) ? undefined : 'Letters, digits and dashes.'),
  });
}

/** A name that no other connection has. */
export function askName(value: string, taken: readonly Connection[]): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Name of the connection',
    prompt: 'Templates and tunes refer to it by this name.',
    value,
    ignoreFocusOut: true,
    validateInput: name =>
      name.trim() === ''
        ? 'Give it a name.'
        : taken.some(one => one.name === name.trim() && one.name !== value)
          ? 'Another connection has this name.'
          : undefined,
  });
}
