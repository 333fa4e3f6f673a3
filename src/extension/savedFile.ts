import * as vscode from 'vscode';
import { Problem } from '../core/util/problem.ts';
import { fileName } from './files.ts';

/**
 * Makes sure that a file on disk holds what its editor shows, for work that reads the disk. `what` is that work, as in
 * `prepare`. False when the user did not want to save.
 */
export async function savedFile(uri: vscode.Uri, what: keyof typeof WORDS): Promise<boolean> {
  const { done, title } = WORDS[what];
  if (uri.scheme !== 'file') {
    throw new Problem({
      code: 'not-supported',
      message: `Only a file on disk can be ${done}.`,
      remedy: 'Save it in a folder on this machine and try again.',
    });
  }
  const document = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
  if (!document?.isDirty) return true;
  const answer = await vscode.window.showWarningMessage(
    `${fileName(uri)} has unsaved changes, and what is ${done} is the file on disk.`,
    `Save and ${title}`,
  );
  return answer !== undefined && document.save();
}

const WORDS = {
  prepare: { done: 'prepared', title: 'Prepare' },
  convert: { done: 'converted', title: 'Convert' },
  generate: { done: 'used', title: 'Go On' },
  split: { done: 'split', title: 'Split' },
  compare: { done: 'compared', title: 'Compare' },
} as const;
