import * as vscode from 'vscode';
import type { FixSelection, PlannedFixes } from '../../protocol/lint.ts';
import { toVsCodeEdit } from '../convert.ts';
import type { LintService } from '../lint/lintService.ts';

/** Fixes planned for a document that kept changing while they were planned. */
const ATTEMPTS = 3;

/** Applies many fixes at once: one step to undo. Returns what was planned; undefined when the document kept changing. */
export async function applyFixes(
  lint: LintService,
  document: vscode.TextDocument,
  selection: FixSelection,
): Promise<PlannedFixes | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const plan = await lint.planFixes(document.uri, selection);
    if (plan.version !== document.version) continue;
    const edit = toWorkspaceEdit(document.uri, plan);
    if (plan.edits.length === 0 || (await vscode.workspace.applyEdit(edit))) {
      return plan;
    }
  }
  return undefined;
}

export function toWorkspaceEdit(
  uri: vscode.Uri,
  { edits }: Pick<PlannedFixes, 'edits'>,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(uri, edits.map(toVsCodeEdit));
  return edit;
}

/** The edit that gives a document another text, in one step, and touches only what differs. */
export function replaceAll(document: vscode.TextDocument, text: string): vscode.WorkspaceEdit {
  const before = document.getText();
  const shorter = Math.min(before.length, text.length);
  let head = 0;
  while (head < shorter && before[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  const range = new vscode.Range(document.positionAt(head), document.positionAt(before.length - tail));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text.slice(head, text.length - tail));
  return edit;
}
