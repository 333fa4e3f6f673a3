import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../../lint/support/waiting.ts';

/** `code "the text"` of our diagnostics of a prompt or template, in the order of the text. */
export function promptFindingsOf(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source, code }) => source === 'tunewright' && typeof code === 'string')
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ code, range }) => `${code} "${document.getText(range)}"`);
}

export function untilPromptFindings(
  document: vscode.TextDocument,
  expected: readonly string[],
): Promise<void> {
  return until(
    () => promptFindingsOf(document).join('\n') === expected.join('\n'),
    vscode.languages.onDidChangeDiagnostics,
    () => assert.deepEqual(promptFindingsOf(document), expected),
  );
}

/** The position of a text in a document, `after` characters into it. */
export function positionOf(document: vscode.TextDocument, text: string, after = 0): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`"${text}" is not in the document.`);
  return document.positionAt(at + after);
}

/** A prompt file with these messages and inputs, as text. */
export function promptText(contents: readonly string[], inputs: Record<string, unknown> = {}): string {
  const messages = contents.map(content => ({ role: 'user', content }));
  return JSON.stringify({ inputs, messages }, null, 2);
}

/** Everything that the workbench's own command of a provider answers. */
export async function ask<T>(
  command: string,
  uri: vscode.Uri,
  position: vscode.Position,
  ...rest: unknown[]
): Promise<T> {
  return vscode.commands.executeCommand<T>(command, uri, position, ...rest);
}
