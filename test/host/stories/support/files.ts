import { readFileSync } from 'node:fs';
import type * as vscode from 'vscode';
import type { Answer } from '../../connections/support/dialogs.ts';
import { inWorkspace } from '../../lint/support/workspace.ts';

/** Picks the file with this path in the workspace. */
export function pickFile(name: string): Answer {
  return ({ items }) => items.find(item => (item as { uri?: vscode.Uri }).uri?.path.endsWith(`/${name}`));
}

/** The lines of a JSONL file of the workspace. */
export function linesOf(name: string) {
  return readFileSync(inWorkspace(name), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}
