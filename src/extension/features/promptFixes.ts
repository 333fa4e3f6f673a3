import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { PromptPlaces } from '../templates/atPosition.ts';
import { PROMPT_SELECTOR } from '../templates/promptKinds.ts';

/** The light bulb in chat templates. */
export function registerPromptFixes({ prompts, promptFindings }: Services): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    PROMPT_SELECTOR,
    {
      async provideCodeActions(document, range, { diagnostics }) {
        const actions: vscode.CodeAction[] = [];
        for (const { prompt, findings } of promptFindings.all()) {
          const places = new PromptPlaces(prompt);
          const here = findings.filter(
            finding =>
              finding.fixes.length > 0 &&
              places.uriOf(finding).toString() === document.uri.toString() &&
              places.rangeOf(finding).intersection(range),
          );
          // The edits are for the text that was checked.
          if (here.length === 0 || (await prompts.fresh(prompt.uri)) !== prompt) continue;
          for (const finding of here) {
            finding.fixes.forEach(({ title, edits }, index) => {
              const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
              action.edit = places.edit(edits);
              action.isPreferred = index === 0;
              action.diagnostics = diagnostics.filter(
                one => one.code === finding.code && one.range.isEqual(places.rangeOf(finding)),
              );
              actions.push(action);
            });
          }
        }
        return actions;
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}
