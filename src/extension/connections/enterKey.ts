import * as vscode from 'vscode';
import { type EnvironmentVariable, keyCandidates, readDotEnv } from '../../core/connections/dotEnv.ts';
import { type Connection, keyVariableOf, originOf, sendsKeyInClear } from '../../core/provider/connection.ts';
import { connectionKindInfo } from '../../core/provider/connectionKinds.ts';
import type { ConnectionService } from './connectionService.ts';

/** Where a key can come from. An empty key means that none is to be sent. */
interface Way extends vscode.QuickPickItem {
  read(): PromiseLike<string | undefined>;
}

/** Asks for the key of a connection and stores it. False when the user left, or said that there is none. */
export async function enterKey(service: ConnectionService, connection: Connection): Promise<boolean> {
  const way = await vscode.window.showQuickPick(waysFor(connection), {
    title: `Key for ${connection.name}`,
    placeHolder: `Kept in the secret storage, sent to ${hostOf(connection)} only`,
  });
  const key = (await way?.read())?.trim();
  if (key === undefined) return false;
  if (key === '') await service.deleteKey(connection);
  else await service.setKey(connection, key);
  return key !== '';
}

function waysFor(connection: Connection): Way[] {
  const variable = keyVariableOf(connection);
  const ways: Way[] = [
    { label: '$(key) Type or paste it', read: () => typeKey(connection) },
    {
      label: '$(terminal) Take it from an environment variable',
      ...(variable !== undefined && { description: variable }),
      read: () => fromEnvironment(variable),
    },
    { label: '$(file) Take it from a .env file', read: () => fromDotEnv(variable) },
  ];
  if (connectionKindInfo[connection.kind].key === 'optional')
    ways.push({ label: '$(circle-slash) It needs no key', read: () => Promise.resolve('') });
  return ways;
}

function typeKey(connection: Connection): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `Key for ${connection.name}`,
    prompt: sendsKeyInClear(connection)
      ? 'This address is not encrypted: the key will cross the network readable.'
      : `It is sent to ${hostOf(connection)} only.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: text => {
      if (text.trim() === '') return 'Paste the key, or press Escape.';
      return /^[\x21-\x7e]+$/.test(text.trim())
        ? undefined
        : 'A key has no blanks and no special characters.';
    },
  });
}

function hostOf(connection: Connection): string {
  return originOf(connection)?.replace(/^https:\/\//, '') ?? 'its host';
}

function fromEnvironment(preferred: string | undefined): Promise<string | undefined> {
  const variables = Object.entries(process.env).map(([name, value = '']) => ({ name, value, line: 0 }));
  return chooseVariable(variables, preferred, 'environment variable of the editor');
}

async function fromDotEnv(preferred: string | undefined): Promise<string | undefined> {
  const uri = await chooseDotEnv();
  if (!uri) return undefined;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return chooseVariable(readDotEnv(text), preferred, `variable of ${vscode.workspace.asRelativePath(uri)}`);
}

async function chooseDotEnv(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/.env*', '**/node_modules/**', 20);
  const browse = async () => (await vscode.window.showOpenDialog({ title: 'Choose a .env file' }))?.[0];
  if (found.length === 0) return browse();
  const files = found
    .map(uri => ({ label: vscode.workspace.asRelativePath(uri), choose: async () => uri }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const chosen = await vscode.window.showQuickPick(
    [...files, { label: '$(folder-opened) Browse…', choose: browse }],
    { title: 'Which .env file?' },
  );
  return chosen?.choose();
}

/** Shows names only: no value is ever on the screen. */
async function chooseVariable(
  variables: readonly EnvironmentVariable[],
  preferred: string | undefined,
  what: string,
): Promise<string | undefined> {
  const candidates = keyCandidates(variables, preferred);
  if (candidates.length === 0) {
    void vscode.window.showWarningMessage(`There is no ${what} that has a value.`);
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    candidates.map(({ name, value }) => ({ label: name, key: () => value })),
    { title: `Which ${what} holds the key?` },
  );
  return chosen?.key();
}
