import * as vscode from 'vscode';
import { spendingRows } from '../../core/view/spending.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

interface Item extends vscode.QuickPickItem {
  run?(): unknown;
}

/** *Show Spending*: what the ledger says, and the ways to the ledger and to the cap. */
export function registerShowSpending({ tell, ledgers, connections }: Services): vscode.Disposable {
  return registerCommand('tunewright.showSpending', tell, async () => {
    const { ledger } = ledgers.of(vscode.window.activeTextEditor?.document.uri);
    const reading = await ledger.read();
    const rows = spendingRows(reading, Date.now(), ledgers.cap(), {
      connection: id => connections.connection(id)?.name ?? id,
    });
    const items: Item[] = rows.map(({ kind, label, description }) => ({
      label,
      ...(kind === 'heading' && { kind: vscode.QuickPickItemKind.Separator }),
      ...(description !== undefined && { description }),
    }));
    items.push({ label: '', kind: vscode.QuickPickItemKind.Separator });
    if (reading.entries.length + reading.skipped.length > 0) {
      const open = () => vscode.window.showTextDocument(vscode.Uri.file(ledger.file));
      items.push({ label: '$(go-to-file) Open the Ledger', description: ledger.file, run: open });
    }
    const change = () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'tunewright.spendingCap');
    items.push({ label: '$(settings-gear) Change the Cap', run: change });
    const chosen = await vscode.window.showQuickPick(items, {
      title: 'Spending',
      placeHolder:
        reading.entries.length > 0
          ? 'What jobs, runs and judges cost in this project'
          : 'Nothing was spent in this project yet. Jobs, runs and judges are entered here.',
      matchOnDescription: true,
    });
    await chosen?.run?.();
  });
}
