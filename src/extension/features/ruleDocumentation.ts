import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** Opens the page of a rule, which comes with the extension. Without a rule it asks for one. */
export function registerRuleDocumentation({ context, tell }: Services): vscode.Disposable {
  return registerCommand('tunewright.showRule', tell, async ruleId => {
    const { everyRule } = await import('../../core/tune/tuneRuleDocs.ts');
    const id = ruleId ?? (await chooseRule(everyRule()));
    if (id === undefined) return;
    if (!everyRule().some(rule => rule.id === id)) {
      throw new Problem({
        code: 'not-found',
        message: `There is no rule ${id}.`,
        remedy: 'Run Show Rule Documentation to choose among all rules.',
      });
    }
    const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules', `${id}.md`);
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });
}

async function chooseRule(rules: readonly { id: string; summary: string }[]): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(
    rules.map(({ id, summary }) => ({ label: id, detail: summary })),
    { title: 'Show Rule Documentation', placeHolder: 'Which rule?', matchOnDetail: true },
  );
  return picked?.label;
}
