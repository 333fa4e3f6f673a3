import * as vscode from 'vscode';
import { registerFileProblems } from '../features/fileProblems.ts';
import type { Services } from '../services.ts';
import { isTune } from './tuneDocuments.ts';

/**
 * Underlines what is wrong in open tunes: at once what the file and this machine tell, and after a check what was
 * found in its datasets.
 */
export function registerTuneProblems({ tunes, connections }: Services): vscode.Disposable {
  return registerFileProblems({
    collection: 'tunewright.tunes',
    isOne: ({ uri }) => isTune(uri),
    async problemsOf(document) {
      const [{ parseTune }, { checkTune }, context] = await Promise.all([
        import('../../core/tune/parseTune.ts'),
        import('../../core/tune/checkTune.ts'),
        tunes.context(document.uri),
      ]);
      return [...checkTune(parseTune(document.getText()), context), ...tunes.surveyFindings(document)];
    },
    changes: [
      connections.onDidChange,
      tunes.onDidSurvey,
      vscode.workspace.onDidCreateFiles,
      vscode.workspace.onDidDeleteFiles,
      vscode.workspace.onDidRenameFiles,
    ],
  });
}
