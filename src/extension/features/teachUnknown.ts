import * as vscode from 'vscode';
import { chosenFile, noDatasetProblem } from '../files.ts';
import type { Services } from '../services.ts';
import { commandCall, registerCommand } from '../typed.ts';

const RULE = 'dataset/never-unsure';

/** *Add “I Don’t Know” Examples*, and its offer where a dataset has none. */
export function registerTeachUnknown(services: Services): vscode.Disposable {
  const { lint, tell } = services;
  return vscode.Disposable.from(
    registerCommand('tunewright.teachUnknown', tell, async text => {
      const uri = chosenFile(text);
      const document = uri && lint.documentOf(uri);
      if (!document) throw noDatasetProblem();
      const { teachUnknown } = await import('../teach/teachUnknown.ts');
      await teachUnknown(document, services);
    }),
    vscode.languages.registerCodeActionsProvider(
      '*',
      {
        provideCodeActions({ uri }, _, { diagnostics }) {
          if (!diagnostics.some(({ code }) => typeof code === 'object' && code.value === RULE)) return [];
          const action = new vscode.CodeAction(
            'Add “I don’t know” examples…',
            vscode.CodeActionKind.QuickFix,
          );
          action.command = commandCall('tunewright.teachUnknown', action.title, uri.toString());
          return [action];
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}
