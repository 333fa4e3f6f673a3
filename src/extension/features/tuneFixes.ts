import * as vscode from 'vscode';
import { toVsCodeRange } from '../convert.ts';
import type { Services } from '../services.ts';
import { TUNE_SELECTOR } from '../tune/tuneDocuments.ts';

/** The light bulb in tunes. A tune is so short that it is checked again for it: the edits are those of its text. */
export function registerTuneFixes({ tunes }: Services): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    TUNE_SELECTOR,
    {
      async provideCodeActions(document, range, { diagnostics }) {
        const text = document.getText();
        const [{ parseTune }, { checkTune }, context] = await Promise.all([
          import('../../core/tune/parseTune.ts'),
          import('../../core/tune/checkTune.ts'),
          tunes.context(document.uri),
        ]);
        if (document.getText() !== text) return [];
        return checkTune(parseTune(text), context).flatMap(({ rule, fix, range: place }) => {
          const here = toVsCodeRange(place);
          if (!fix || !here.intersection(range)) return [];
          const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
          action.edit = new vscode.WorkspaceEdit();
          action.edit.replace(document.uri, here, fix.newText);
          action.isPreferred = true;
          action.diagnostics = diagnostics.filter(one => one.code === rule && one.range.isEqual(here));
          return [action];
        });
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}
