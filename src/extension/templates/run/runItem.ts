import type * as vscode from 'vscode';
import type { RunRecord } from '../../../core/run/runRecord.ts';
import { runRow } from '../../../core/view/runView.ts';

/** A run in a list to pick from. */
export interface RunItem extends vscode.QuickPickItem {
  id: string;
}

export function runItem(record: RunRecord): RunItem {
  const { id, at, model, excerpt, variables, failed } = runRow(record, false);
  return {
    id,
    label: `${failed ? '$(warning) ' : ''}${excerpt}`,
    // An answer is as long as the row: what tells two runs apart stands below it.
    detail: [new Date(at).toLocaleString(), model, variables].filter(Boolean).join(' · '),
  };
}
