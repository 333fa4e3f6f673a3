import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What the light bulb offers in a place. VS Code gives up when it is busy with the file; then it is asked again. */
export async function lightBulb(
  uri: vscode.Uri,
  range: vscode.Range,
  attempts = 5,
): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands
    .executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    )
    .then(undefined, (error: Error) => {
      if (error.name !== 'Canceled') throw error;
      return [];
    });
  return actions.length > 0 || attempts === 1 ? actions : lightBulb(uri, range, attempts - 1);
}

/** Chooses the only offer whose title fits. */
export async function choose(actions: readonly vscode.CodeAction[], title: RegExp): Promise<void> {
  const [action, ...others] = actions.filter(one => title.test(one.title));
  assert.ok(action, `None of: ${actions.map(one => one.title).join(', ')}`);
  assert.equal(others.length, 0, others.map(one => one.title).join(', '));
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  const { command } = action;
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
