import * as vscode from 'vscode';
import { withScheme } from '../../core/connections/withScheme.ts';
import { type Connection, readConnection, sendsKeyInClear } from '../../core/provider/connection.ts';
import type { ConnectionKind } from '../../core/provider/connectionKinds.ts';

/** Asks where a connection leads, beginning with `value`. Undefined when the user left. */
export async function askAddress(
  kind: ConnectionKind,
  { title, prompt, value }: { title: string; prompt: string; value: string },
): Promise<string | undefined> {
  const address = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: kind === 'azure' ? 'https://NAME.openai.azure.com' : 'https://host.example/v1',
    value,
    ignoreFocusOut: true,
    validateInput: text => aboutAddress(kind, withScheme(text)),
  });
  return address === undefined ? undefined : withScheme(address);
}

/** Asks for a name that no other connection has, beginning with `value`. Undefined when the user left. */
export async function askName(value: string, taken: readonly Connection[]): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'Name of the connection',
    prompt: 'Templates and tunes refer to it by this name.',
    value,
    ignoreFocusOut: true,
    validateInput: text => {
      if (text.trim() === '') return 'Give it a name.';
      const isTaken = text.trim() !== value && taken.some(one => one.name === text.trim());
      return isTaken ? 'Another connection has this name.' : undefined;
    },
  });
  return name?.trim();
}

/** Asks for the account of a Fireworks connection; empty when its key knows only one. Undefined when the user left. */
export async function askAccount(): Promise<string | undefined> {
  const account = await vscode.window.showInputBox({
    title: 'Fireworks account',
    prompt:
      'What stands after accounts/ in its addresses. Leave it empty if your key belongs to one account only.',
    ignoreFocusOut: true,
    validateInput: text => (/^[\w-]*$/.test(text.trim()) ? undefined : 'Letters, digits and dashes.'),
  });
  return account?.trim();
}

function aboutAddress(kind: ConnectionKind, baseUrl: string): vscode.InputBoxValidationMessage | undefined {
  const reading = readConnection({ id: 'new', kind, name: 'new', baseUrl: baseUrl || 'missing' });
  const severities = vscode.InputBoxValidationSeverity;
  const issue = reading.issues[0]?.replace('"baseUrl"', 'The address');
  if (issue !== undefined) return { message: issue, severity: severities.Error };
  if (!reading.connection || !sendsKeyInClear(reading.connection)) return undefined;
  return { message: 'Not encrypted: a key would cross the network readable.', severity: severities.Warning };
}
