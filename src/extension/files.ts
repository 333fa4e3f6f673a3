import * as vscode from 'vscode';
import { Problem } from '../core/util/problem.ts';

/** The file in front. One that is too large for extensions has a tab, but no editor that we see. */
export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : vscode.window.activeTextEditor?.document.uri;
}

/** The file that a command was called with, else the one in front. */
export function chosenFile(text: string | undefined): vscode.Uri | undefined {
  return text === undefined ? activeFile() : vscode.Uri.parse(text);
}

/** Name without folders. */
export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** The folder of a file, as people would say it: empty for the only folder that is open. */
export function folderOf(uri: vscode.Uri): string {
  const parent = vscode.Uri.joinPath(uri, '..');
  const own = vscode.workspace.getWorkspaceFolder(uri);
  if (own?.uri.path !== parent.path) return vscode.workspace.asRelativePath(parent);
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? own.name : '';
}

/** For a command that needs a dataset in front and finds none. */
export function noDatasetProblem(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'No dataset is open in the active editor.',
    remedy: 'Open a JSONL file and try again.',
  });
}

/** VS Code hands no document to extensions that has more UTF-16 units than this; every unit takes a byte or more. */
const LARGEST_DOCUMENT = 50 * 1024 * 1024;

/** Whether a file may be too large for extensions to see it as a document. False for one that is not there. */
export async function isTooLarge(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).size > LARGEST_DOCUMENT;
  } catch {
    return false;
  }
}
