import * as vscode from 'vscode';
import { count } from '../../core/text/count.ts';
import { Problem } from '../../core/util/problem.ts';
import type { FixSelection } from '../../protocol/lint.ts';
import { activeFile, noDatasetProblem } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { applyFixes } from './applyFixes.ts';

/** Fixes of a whole file: all safe ones, or all of one rule. */
export function registerFixMany(services: Services): vscode.Disposable {
  const { lint, tell } = services;
  const fix = async (uri: vscode.Uri | undefined, selection: FixSelection) => {
    const document = uri && lint.documentOf(uri);
    if (!document) throw noDatasetProblem();
    const plan = await applyFixes(lint, document, selection);
    if (!plan) throw busyProblem();
    for (const rewrite of plan.rewrites) {
      await vscode.commands.executeCommand('tunewright.rewriteFile', document.uri.toString(), rewrite);
    }
    if (plan.applied === 0) tellNothing(services, document.uri);
    else vscode.window.setStatusBarMessage(`$(check) ${count(plan.applied, 'problem')} fixed`, 5000);
  };
  return vscode.Disposable.from(
    registerCommand('tunewright.fixAllSafe', tell, () => fix(activeFile(), { safety: 'safe' })),
    registerCommand('tunewright.fixMany', tell, (uri, selection) => fix(vscode.Uri.parse(uri), selection)),
  );
}

function tellNothing({ lint, tell }: Services, uri: vscode.Uri): void {
  const { error = 0, warning = 0 } = lint.state(uri)?.report?.totals ?? {};
  if (error + warning === 0) tell.done('Nothing to fix: there are no errors and no warnings.');
  else {
    tell.done(
      `Nothing can be fixed without changing what is learnt. ${count(error + warning, 'problem')} need a decision of yours.`,
      {
        title: 'Show Problems',
        run: () => vscode.commands.executeCommand('workbench.actions.view.problems'),
      },
      {
        title: 'Prepare Dataset',
        run: () => vscode.commands.executeCommand('tunewright.prepareDataset', uri),
      },
    );
  }
}

function busyProblem(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The file kept changing while its fixes were worked out; nothing was fixed.',
    remedy: 'Try again when it is still.',
  });
}
