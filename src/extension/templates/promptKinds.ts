import * as vscode from 'vscode';
import { dialectOfFile } from '../../core/template/renderer.ts';

/** The documents that chat templates and their parts are made of. */
export const PROMPT_SELECTOR: vscode.DocumentSelector = [
  { pattern: '**/*.prompt.json' },
  { language: 'prompty' },
  { language: 'jinja' },
];

/** `prompt` for a file that is a chat template by its name, `part` for a template that prompts may include. */
export function kindOfDocument(uri: vscode.Uri): 'prompt' | 'part' | undefined {
  // Files that are only looked at, such as the older side of a comparison, are left alone.
  const isEditable = uri.scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(uri.scheme);
  if (!isEditable) return undefined;
  if (/\.prompt\.json$|\.prompty$/i.test(uri.path)) return 'prompt';
  return dialectOfFile(uri.path) ? 'part' : undefined;
}
