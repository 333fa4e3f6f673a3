import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from './waiting.ts';

/** Absolute path of a file in the workspace that the tests run in. */
export function inWorkspace(name: string): string {
  return path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, name);
}

/** Writes a file behind VS Code's back, as another program would. */
export function writeFile(name: string, content: string | Uint8Array): vscode.Uri {
  const file = inWorkspace(name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return vscode.Uri.file(file);
}

export function deleteFile(uri: vscode.Uri): void {
  rmSync(uri.fsPath, { force: true });
}

/** Opens a file as a click in the explorer does, so that closing its tab closes the document too. */
export async function openInEditor(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri);
  const inFront = () => vscode.window.activeTextEditor?.document.uri.toString();
  await until(
    () => inFront() === uri.toString(),
    vscode.window.onDidChangeActiveTextEditor,
    () => assert.equal(inFront(), uri.toString()),
  );
  return vscode.window.activeTextEditor!;
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Replaces text that stands once in the document, as typing does. */
export async function replaceOnce(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const at = editor.document.getText().indexOf(before);
  if (at < 0) throw new Error(`"${before}" is not in the document.`);
  const range = new vscode.Range(
    editor.document.positionAt(at),
    editor.document.positionAt(at + before.length),
  );
  await editor.edit(edit => edit.replace(range, after));
}
