import * as vscode from 'vscode';
import { DisposableStore } from '../../core/util/disposable.ts';
import type { Services } from '../services.ts';

export const COMPARISONS = '**/*.compare.{json,jsonc}';
export const NO_COMPARISONS = '**/{node_modules,.tunewright}/**';

/**
 * The cases of comparisons in the Test Explorer. A workspace without a comparison gets no tests view; cases are read when
 * somebody opens a comparison there.
 */
export function registerCompareTests(services: Services): vscode.Disposable {
  const store = new DisposableStore();
  let isMade = false;
  const make = async () => {
    if (isMade) return;
    isMade = true;
    const { CaseTests } = await import('../compareTests/caseTests.ts');
    store.add(new CaseTests(services));
  };
  const watcher = store.add(vscode.workspace.createFileSystemWatcher(COMPARISONS));
  store.add(watcher.onDidCreate(make));
  void vscode.workspace.findFiles(COMPARISONS, NO_COMPARISONS, 1).then(found => {
    if (found.length > 0) void make();
  });
  return store;
}
