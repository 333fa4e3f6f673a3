import * as vscode from 'vscode';
import { COLUMN_PARTS, type ColumnPart, type TableColumns } from '../../core/rows/tableExamples.ts';
import type { TableFacts } from '../../protocol/lint.ts';

const QUESTIONS: Readonly<Record<ColumnPart, string>> = {
  prompt: 'Which column is the prompt: what the user says?',
  answer: 'Which column is the answer that is learnt, or the preferred one of two?',
  system: 'Which column is a system text?',
  rejected: 'Which column is the rejected answer? With it the examples are preference pairs.',
};

/** Asks what the columns of a table mean, the likely one first each time. Undefined when the user left. */
export async function chooseColumns(
  { columns, guess, rows }: TableFacts,
  name: string,
): Promise<TableColumns | undefined> {
  const chosen: TableColumns = {};
  for (const [index, part] of COLUMN_PARTS.entries()) {
    const taken = new Set<string | undefined>(Object.values(chosen));
    const free = columns.filter(column => !taken.has(column));
    const likely = guess[part];
    const items: (vscode.QuickPickItem & { column?: string })[] = free
      .sort((a, b) => Number(b === likely) - Number(a === likely))
      .map(column => ({
        label: column,
        description: excerpt(rows[0]?.[column]),
        ...(column === likely && { detail: '$(lightbulb) by its name' }),
        column,
      }));
    const none = { label: '$(circle-slash) None' };
    // Without a prompt there is no example.
    if (part !== 'prompt') items.splice(likely !== undefined && !taken.has(likely) ? 1 : 0, 0, none);
    const picked = await vscode.window.showQuickPick(items, {
      title: `Convert ${name}: Columns (${index + 1} of ${COLUMN_PARTS.length})`,
      placeHolder: QUESTIONS[part],
      ignoreFocusOut: true,
      matchOnDescription: true,
    });
    if (!picked) return undefined;
    if (picked.column !== undefined) chosen[part] = picked.column;
  }
  return chosen;
}

function excerpt(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
