import * as vscode from 'vscode';
import { monthOf } from '../../core/ledger/sums.ts';
import { type SkippedLine, type SpendingReading, spendingRows } from '../../core/view/spending.ts';
import { spendingEntryRows } from '../../core/view/spendingEntries.ts';
import type { Services } from '../services.ts';

interface Item extends vscode.QuickPickItem {
  run?(): unknown;
}

type Parts = Pick<Services, 'ledgers' | 'connections' | 'jobs'>;

/** Shows what one month cost (this one when absent), with the ways to the other months, to every entry and to the cap. */
export async function pickSpending(services: Parts, month = monthOf(Date.now())): Promise<void> {
  const { ledgers, connections } = services;
  const reading = await ledgers.read();
  const connection = (id: string) => connections.connection(id)?.name ?? id;
  const question = { month, now: Date.now(), cap: ledgers.cap(), names: { connection } };
  const items: Item[] = spendingRows(reading, question).map(row => ({
    label: row.label,
    ...(row.kind === 'heading' && { kind: vscode.QuickPickItemKind.Separator }),
    ...(row.description !== undefined && { description: row.description }),
    ...(row.month !== undefined && { run: () => pickSpending(services, row.month) }),
    ...(row.place && { run: () => showLine(row.place!) }),
  }));
  items.push({ label: '', kind: vscode.QuickPickItemKind.Separator }, ...actions(services, reading, month));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Spending',
    placeHolder:
      reading.entries.length > 0
        ? 'What jobs, runs and judges cost'
        : 'Nothing was spent yet. Jobs, runs and judges are entered here.',
    matchOnDescription: true,
  });
  await chosen?.run?.();
}

function actions(services: Parts, { entries, skipped }: SpendingReading, month: string): Item[] {
  const { ledgers } = services;
  const items: Item[] = [];
  if (entries.some(({ at }) => monthOf(at) === month)) {
    const all = () => pickEntry(services, entries, month);
    items.push({ label: '$(list-flat) Show Every Entry…', description: month, run: all });
  }
  if (entries.length + skipped.length > 0) {
    for (const { ledger, project } of ledgers.written()) {
      const open = () => vscode.window.showTextDocument(vscode.Uri.file(ledger.file));
      items.push({ label: `$(go-to-file) Open the Ledger of ${project}`, run: open });
    }
  }
  const change = () => vscode.commands.executeCommand('tunewright.setSpendingCap');
  items.push({ label: '$(settings-gear) Set the Cap…', run: change });
  return items;
}

/** Shows a line that is no entry. */
async function showLine({ file, line }: SkippedLine): Promise<void> {
  const selection = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { selection });
}

/** Shows what each job, run and judgement cost. A job opens. */
async function pickEntry(
  { connections, jobs }: Parts,
  entries: SpendingReading['entries'],
  month: string,
): Promise<void> {
  await jobs.ready;
  const rows = spendingEntryRows(entries, month, {
    connection: id => connections.connection(id)?.name ?? id,
    job: id => jobs.job(id)?.name,
  });
  const chosen = await vscode.window.showQuickPick(rows, {
    title: `Spending in ${month}`,
    placeHolder: 'What each job, run and judgement cost',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const { kind, id } = chosen?.entry ?? {};
  if (kind === 'job' && jobs.job(id!)) {
    await vscode.commands.executeCommand('tunewright.openJob', { kind: 'job', id });
  }
}
