import * as vscode from 'vscode';
import { cancelledProblem } from '../../core/util/problem.ts';
import { fileName, folderOf } from '../files.ts';

export const TEMPLATES = '**/*.{prompt.json,prompty}';
export const CASES = '**/*.{jsonl,ndjson,csv,tsv,inputs.json}';

/** Asks for a file of the workspace; undefined for none of them. Throws `cancelled` when the user leaves. */
export async function chooseFile(
  title: string,
  placeHolder: string,
  { glob, none, near }: { glob: string; none: vscode.QuickPickItem; near: vscode.Uri | undefined },
): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(glob, '**/{node_modules,.tunewright}/**', 500);
  const beside = near && folderOf(near);
  const items = found
    .map(uri => ({ label: fileName(uri), description: folderOf(uri), uri }))
    .sort(
      (one, other) =>
        Number(other.description === beside) - Number(one.description === beside) ||
        one.description.localeCompare(other.description) ||
        one.label.localeCompare(other.label),
    );
  const chosen = await vscode.window.showQuickPick([{ ...none, uri: undefined }, ...items], {
    ...{ title, placeHolder },
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.uri;
}
