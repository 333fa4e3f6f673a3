import * as vscode from 'vscode';
import { TUNE_ENDING } from '../launch/tuneName.ts';
import { Problem } from '../../core/util/problem.ts';
import { activeFile, fileName } from '../files.ts';

export const TUNE_SELECTOR: vscode.DocumentSelector = [{ pattern: `**/*${TUNE_ENDING}` }];

export function isTune(uri: vscode.Uri): boolean {
  return fileName(uri).endsWith(TUNE_ENDING);
}

/** The tune that a command was called with, else the one in front, else one that the user picks. */
export async function chosenTune(
  given: vscode.Uri | string | undefined,
): Promise<vscode.TextDocument | undefined> {
  const uri =
    given === undefined ? activeFile() : typeof given === 'string' ? vscode.Uri.parse(given) : given;
  if (uri && isTune(uri)) return vscode.workspace.openTextDocument(uri);
  const found = await vscode.workspace.findFiles(`**/*${TUNE_ENDING}`, '**/node_modules/**', 1000);
  if (found.length === 0) {
    throw new Problem({
      code: 'not-found',
      message: 'There is no tune in this workspace.',
      remedy: 'Run Tunewright: New Tune to make one.',
    });
  }
  const items = found
    .map(file => ({ label: vscode.workspace.asRelativePath(file), file }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Which tune?',
    placeHolder: 'Choose a tune file',
  });
  return chosen && vscode.workspace.openTextDocument(chosen.file);
}
