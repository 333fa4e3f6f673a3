import * as vscode from 'vscode';
import { withAddress } from '../../core/connections/connectionList.ts';
import type { Connection } from '../../core/provider/connection.ts';
import {
  type ConnectionKind,
  connectionKindInfo,
  connectionKinds,
} from '../../core/provider/connectionKinds.ts';
import { askAccount, askAddress, askName } from './connectionPrompts.ts';
import type { ConnectionService } from './connectionService.ts';
import { enterKey } from './enterKey.ts';

/** What the user chose: a kind to set up, or to look for servers on this machine. */
type Choice = ConnectionKind | 'find-local';

/** Leads through setting up a connection. Returns it once it is saved; undefined when the user left. */
export async function addConnection(
  service: ConnectionService,
): Promise<Connection | 'find-local' | undefined> {
  const kind = await chooseKind();
  if (kind === undefined || kind === 'find-local') return kind;
  const info = connectionKindInfo[kind];
  const address = await addressOf(kind);
  if (address === undefined) return undefined;
  const accountId = kind === 'fireworks' ? await askAccount() : '';
  if (accountId === undefined) return undefined;
  const fresh = service.newConnection(kind);
  const name = await askName(fresh.name, service.connections());
  if (name === undefined) return undefined;
  const bare: Connection = { ...fresh, name, ...(accountId && { accountId }) };
  const connection = address === '' ? bare : withAddress(bare, address);
  await service.save(connection);
  if (info.key !== 'none' && !info.local) await enterKey(service, connection);
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
    placeHolder: 'Where are the models?',
    matchOnDescription: true,
  });
  return chosen?.choice;
}

function kindItems(wanted: (kind: ConnectionKind) => boolean): (vscode.QuickPickItem & { choice: Choice })[] {
  return connectionKinds.filter(wanted).map(kind => ({
    label: connectionKindInfo[kind].title,
    description:
      connectionKindInfo[kind].baseUrl ??
      (kind === 'vscode-lm' ? 'to run prompts and to judge answers' : 'you give the address'),
    choice: kind,
  }));
}

/** Asks for the address where it is not known or often differs; empty: the kind's own. */
async function addressOf(kind: ConnectionKind): Promise<string | undefined> {
  const { title, baseUrl, local } = connectionKindInfo[kind];
  if (kind === 'vscode-lm' || (baseUrl !== undefined && !local)) return '';
  return askAddress(kind, {
    title: `Address of ${title}`,
    prompt: kind === 'azure' ? 'The endpoint of your resource.' : 'The base URL of its API.',
    value: baseUrl ?? '',
  });
}
