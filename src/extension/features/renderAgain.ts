import * as vscode from 'vscode';
import { count } from '../../core/text/count.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import { TextPairs } from '../textPairs.ts';
import { registerCommand } from '../typed.ts';
import { toWorkspaceEdit } from './applyFixes.ts';

/** *Render again*: prompts that are no longer what their template renders, shown as a difference before they are written. */
export function registerRenderAgain({ lint, tell }: Services): vscode.Disposable {
  const pairs = new TextPairs('tunewright-drift');
  return vscode.Disposable.from(
    pairs,
    registerCommand('tunewright.renderAgain', tell, async (text, line) => {
      const uri = vscode.Uri.parse(text);
      const document = lint.documentOf(uri);
      const which = line === undefined ? {} : { line };
      const plan = await lint.planFixes(uri, { rule: 'template/drift', safety: 'any', ...which });
      if (!document || plan.version !== document.version) throw changedProblem();
      if (plan.edits.length === 0) return tell.done('Every prompt is what its template renders.');
      const { changedExamples } = await import('../../core/view/changedExamples.ts');
      const changed = changedExamples(plan.edits, at => document.lineAt(at).text);
      await pairs.show(changed, 'As it is ↔ Rendered again');
      const isWanted = await asked(changed.count);
      await pairs.close();
      if (!isWanted) return undefined;
      if (plan.version !== document.version) throw changedProblem();
      if (!(await vscode.workspace.applyEdit(toWorkspaceEdit(uri, plan)))) throw changedProblem();
      vscode.window.setStatusBarMessage(`$(check) ${count(changed.count, 'example')} rendered again`, 5000);
      return undefined;
    }),
  );
}

async function asked(examples: number): Promise<boolean> {
  const render = { label: `$(check) Render ${count(examples, 'example')} again`, isWanted: true };
  const leave = { label: '$(close) Leave everything as it is', isWanted: false };
  const chosen = await vscode.window.showQuickPick([render, leave], {
    title: 'Render Again?',
    placeHolder: 'Left: as it is. Right: rendered again. It is one step to undo.',
    ignoreFocusOut: true,
  });
  return chosen?.isWanted === true;
}

function changedProblem(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The dataset was changed meanwhile; nothing was rendered again.',
    remedy: 'Try again.',
  });
}
