import path from 'node:path';
import * as vscode from 'vscode';
import { TUNE_ENDING } from './tuneName.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileName, folderOf } from '../files.ts';

/** The tune files of the workspace that train with a dataset. */
export async function tunesWith(dataset: vscode.Uri): Promise<vscode.Uri[]> {
  const { parseTune } = await import('../../core/tune/parseTune.ts');
  const found: vscode.Uri[] = [];
  for (const uri of await vscode.workspace.findFiles(`**/*${TUNE_ENDING}`)) {
    const document = await vscode.workspace.openTextDocument(uri);
    const { tune } = parseTune(document.getText());
    const training = tune && path.resolve(path.dirname(uri.fsPath), tune.training);
    if (training === dataset.fsPath) found.push(uri);
  }
  return found;
}

/** Asks which of several tunes is meant. */
export async function chooseTune(tunes: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  if (tunes.length === 0) {
    throw new Problem({
      code: 'not-found',
      message: 'There is no tune in this workspace yet.',
      remedy: 'Make one with New Tune: it asks for what it needs.',
    });
  }
  const items = tunes.map(uri => ({
    label: fileName(uri),
    description: folderOf(uri),
    uri,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Which tune do you want to launch?' });
  return picked?.uri;
}
