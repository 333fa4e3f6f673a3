import * as vscode from 'vscode';
import { answerOf, type BuildShape, labelsOf } from '../../../core/build/buildExample.ts';
import { type ColumnMapping, guessMapping } from '../../../core/rows/mapColumns.ts';
import type { RowTable } from '../../../core/rows/row.ts';
import { cancelledProblem } from '../../../core/util/problem.ts';

type Answer = Pick<BuildShape, 'method' | 'answer' | 'rejected'>;

interface Item extends vscode.QuickPickItem {
  column?: string;
}

/** What the examples teach: answers, or which of two answers is preferred. Throws `cancelled` when the user leaves. */
export async function chooseAnswer(
  title: string,
  table: RowTable,
  mapping: ColumnMapping,
  endsWithAnswer: boolean,
): Promise<Answer> {
  const method = await chooseMethod(title);
  const answer = await chooseColumn(title, 'Which column is the answer?', table, mapping, [
    ...(endsWithAnswer
      ? [{ label: '$(comment-discussion) The template’s last message', description: 'it is the assistant’s' }]
      : []),
  ]);
  if (method === 'sft') return { method, ...(answer !== undefined && { answer }) };
  const labels = answer === undefined ? [] : labelsOf(table.rows, answer);
  const other: Item[] =
    labels.length === 2
      ? [
          {
            label: '$(arrow-swap) The other label',
            description: `${labels.join(' or ')}, whichever is not preferred`,
          },
        ]
      : [];
  const rejected = await chooseColumn(title, 'Which column is the rejected answer?', table, mapping, other);
  return { method, ...(answer !== undefined && { answer }), ...(rejected !== undefined && { rejected }) };
}

async function chooseMethod(title: string): Promise<Answer['method']> {
  const items = [
    {
      label: '$(mortar-board) Answers',
      description: 'supervised fine-tuning: the model learns to give them',
      method: 'sft' as const,
    },
    {
      label: '$(thumbsup) Preferences',
      description: 'DPO: of two answers the model learns to prefer one',
      method: 'dpo' as const,
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'What do the examples teach?',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.method;
}

/** A column; undefined for one of the other items. Columns that fill no variable come first, likely ones before. */
async function chooseColumn(
  title: string,
  placeHolder: string,
  table: RowTable,
  mapping: ColumnMapping,
  others: readonly Item[],
): Promise<string | undefined> {
  const used = new Set(Object.values(mapping));
  const likely = new Set(Object.values(guessMapping(['label', 'answer', 'preferred'], table.columns)));
  const rank = (column: string) => (used.has(column) ? 2 : likely.has(column) ? 0 : 1);
  const columns = [...table.columns].sort((one, other) => rank(one) - rank(other));
  const items: Item[] = columns.map(column => ({
    label: column,
    description: used.has(column) ? 'fills a variable' : '',
    detail: table.rows
      .slice(0, 4)
      .map(row => shortened(answerOf(row, column) ?? '(nothing)'))
      .join('  ·  '),
    column,
  }));
  const chosen = await vscode.window.showQuickPick([...others, ...items], {
    title,
    placeHolder,
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.column;
}

function shortened(text: string): string {
  return text.length > 50 ? `${text.slice(0, 47)}…` : text;
}
