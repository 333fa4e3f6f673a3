import * as vscode from 'vscode';
import { chosenFile } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** Commands about what is known already: make it anew, or forget it. */
export function registerLintAgain({ lint, log, tell }: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('tunewright.lintAgain', tell, text => {
      const uri = chosenFile(text);
      if (uri) lint.lintAgain(uri);
    }),
    registerCommand('tunewright.clearFindings', tell, () => lint.clearClosedFiles()),
    registerCommand('tunewright.showLog', tell, () => log.show()),
  );
}
