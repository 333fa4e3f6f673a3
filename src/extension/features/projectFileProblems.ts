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
      const { parseProjectFile } = await import('../../core/project/parseProjectFile.ts');
      return parseProjectFile(document.getText()).problems;
    },
  });
}
