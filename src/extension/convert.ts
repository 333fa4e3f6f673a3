import * as vscode from 'vscode';
import type { TextEdit } from '../core/text/edit.ts';
import type { Range } from '../core/text/range.ts';

/** A plain range as VS Code's. */
export function toVsCodeRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function toVsCodeEdit({ range, newText }: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(toVsCodeRange(range), newText);
}

/** A signal that aborts when VS Code says that nobody wants the answer any more. */
export function toSignal(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
