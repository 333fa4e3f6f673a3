import path from 'node:path';
import type * as vscode from 'vscode';
import { PROJECT_FILE } from '../../core/project/project.ts';
import { fileName } from '../files.ts';
import { registerFileProblems } from './fileProblems.ts';

/** Underlines what is not followed in an open project file. */
export function registerProjectFileProblems(): vscode.Disposable {
  return registerFileProblems({
    collection: 'tunewright.project',
    isOne: ({ uri }) => fileName(uri) === PROJECT_FILE,
    async problemsOf(document) {
      const { readProjectText } = await import('../../node/projectFiles.ts');
      const folder = path.dirname(document.uri.fsPath);
      return (await readProjectText(document.getText(), folder)).problems;
    },
  });
}
