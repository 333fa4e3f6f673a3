import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { activeFile } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { Panels } from '../webviews/panel.ts';

/** The page of a comparison: its answers side by side, the verdict, and what the person says of them. */
export function registerComparePage(services: Services): vscode.Disposable {
  const { context, tell, comparisons } = services;
  let code:
    | (typeof import('../compare/comparePanel.ts') &
        typeof import('../compare/startRun.ts') &
        typeof import('../compare/agreesToRun.ts'))
    | undefined;
  let sessions: Awaited<ReturnType<Services['comparisons']>> | undefined;
  const load = async () => {
    code ??= {
      ...(await import('../compare/comparePanel.ts')),
      ...(await import('../compare/startRun.ts')),
      ...(await import('../compare/agreesToRun.ts')),
    };
    sessions ??= await comparisons();
  };
  const pages = new Panels(context.extensionUri, tell, {
    page: 'compare',
    place: { viewColumn: vscode.ViewColumn.Active },
    load,
    fill(panel, key) {
      const { session, run } = sessions!.of(vscode.Uri.parse(key));
      return new code!.ComparePanel(services, panel, session, run);
    },
  });
  const open = async (given: vscode.Uri | undefined) => {
    const uri = given ?? activeFile();
    if (!uri || !/\.compare\.jsonc?$/i.test(uri.path)) throw nothingToCompare();
    await load();
    return pages.show(uri.toString());
  };
  return vscode.Disposable.from(
    pages,
    registerCommand('tunewright.openComparison', tell, async given => void (await open(given))),
    registerCommand('tunewright.runComparison', tell, async given => {
      const { session, run } = await open(given);
      await code!.startRun(session, run, tell, undefined, code!.agreesToRun);
    }),
  );
}

function nothingToCompare(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'No comparison is open in the active editor.',
    remedy: 'Open a .compare.json file and try again.',
  });
}
