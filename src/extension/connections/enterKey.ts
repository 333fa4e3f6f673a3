import * as vscode from 'vscode';
import { type EnvironmentVariable, keyCandidates, readDotEnv } from '../../core/connections/dotEnv.ts';
import { type Connection, keyVariableOf, originOf, sendsKeyInClear } from '../../core/provider/connection.ts';
import type { ConnectionService } from './connectionService.ts';

/** Asks for the key of a connection in one of three ways and stores it. False when the user gave none. */
export async function enterKey(service: ConnectionService, connection: Connection): Promise<boolean> {
  const variable = keyVariableOf(connection);
  const ways = [
    { label: '$(key) Type or paste the key', read: () => typeKey(connection) },
    {
      label: '$(terminal) Take it from an environment variable',
      description: variable,
      read: () => fromEnvironment(variable),
    },
    { label: '$(file) Take it from a .env file', read: () => fromDotEnv(variable) },
  ];
  const way = await vscode.window.showQuickPick(
    ways.map(one => ({ ...one, description: one.description ?? '' })),
    {
      title: `Key for ${connection.name}`,
      placeHolder: `It is kept in the secret storage and sent to ${originOf(connection) ?? 'no host'} only.`,
    },
  );
  const key = (await way?.read())?.trim();
  if (!key) return false;
  await service.setKey(connection, key);
  return true;
}

function typeKey(connection: Connection): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `Key for ${connection.name}`,
    prompt: sendsKeyInClear(connection)
      ? 'This address is not encrypted: the key will cross the network readable.'
      : `Sent to ${originOf(connection) ?? 'no host'} only.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: value =>
      /[\r\n]/.test(value.trim())
        ? 'A key is one line.'
        : value.trim() === ''
          ? 'Paste the key, or press Escape.'
          : undefined,
  });
}

async function fromEnvironment(preferred: string | undefined): Promise<string | undefined> {
  const variables = Object.entries(process.env).map(([name, value]) => ({
    name,
    value: value ?? '',
    line: 0,
  }));
  return chooseVariable(variables, preferred, 'environment variable of the editor');
}

async function fromDotEnv(preferred: string | undefined): Promise<string | undefined> {
  const found = await vscode.workspace.findFiles('**/.env*', '**/node_modules/**', 20);
  const browse = { label: '$(folder-opened) Browse…', uri: undefined };
  const files = found.map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const chosen =
    files.length > 0
      ? await vscode.window.showQuickPick([...files, browse], { title: 'Which .env file?' })
      : browse;
  const uri =
    chosen === browse
      ? (await vscode.window.showOpenDialog({ title: 'Choose a .env file' }))?.[0]
      : chosen?.uri;
  if (!uri) return undefined;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return chooseVariable(readDotEnv(text), preferred, `variable of ${vscode.workspace.asRelativePath(uri)}`);
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
    candidates.map(candidate => ({ label: candidate.name, candidate })),
    { title: `Which ${what} holds the key?` },
  );
  return chosen?.candidate.value;
}
