import * as vscode from 'vscode';
import { count } from '../../../core/text/count.ts';
import type { Runs } from './runs.ts';

/** Asks once more and deletes runs for good. */
export async function deleteRuns(uri: vscode.Uri, ids: readonly string[], runs: Runs): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(
    `Delete ${count(ids.length, 'run')}? What the model answered is then gone.`,
    { modal: true },
    'Delete',
  );
  if (chosen === 'Delete') await runs.forget(uri, ids);
}
