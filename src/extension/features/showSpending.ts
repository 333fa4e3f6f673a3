import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** *Show Spending*: what the ledgers say. *Set Spending Cap*: what a project may cost in a month. */
export function registerShowSpending(services: Services): vscode.Disposable {
  const { tell, ledgers } = services;
  return vscode.Disposable.from(
    registerCommand('tunewright.showSpending', tell, async () => {
      const { pickSpending } = await import('../spending/spendingPick.ts');
      await pickSpending(services);
    }),
    registerCommand('tunewright.setSpendingCap', tell, async () => {
      const { setCap } = await import('../spending/setCap.ts');
      await setCap(ledgers.cap());
    }),
  );
}
