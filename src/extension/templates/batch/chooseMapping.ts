import * as vscode from 'vscode';
import type { ColumnMapping } from '../../../core/rows/mapColumns.ts';
import type { RowTable } from '../../../core/rows/row.ts';
import { cancelledProblem } from '../../../core/util/problem.ts';

/** What else can be said of a variable that no column fills, such as its default. */
export type Otherwise = (variable: string) => string;

interface Item extends vscode.QuickPickItem {
  variable?: string;
}

/**
 * Shows which column fills which variable, with the first values, and lets each be changed. Returns when the user
 * accepts; throws `cancelled` when they leave.
 */
export async function chooseMapping(
  title: string,
  variables: readonly string[],
  table: RowTable,
  guessed: ColumnMapping,
  otherwise: Otherwise,
): Promise<ColumnMapping> {
  let mapping: Record<string, string> = { ...guessed };
  for (;;) {
    const items: Item[] = [
      {
        label: '$(check) Go on with these columns',
        description: `${table.rows.length.toLocaleString('en-US')} rows`,
      },
      { label: 'Columns', kind: vscode.QuickPickItemKind.Separator },
      ...variables.map(variable => variableItem(variable, mapping[variable], table, otherwise)),
    ];
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: 'Which column fills which variable? Choose one to change it.',
      ignoreFocusOut: true,
      matchOnDescription: true,
    });
    if (!chosen) throw cancelledProblem();
    const { variable } = chosen;
    if (variable === undefined) return mapping;
    const column = await chooseColumn(variable, mapping[variable], table, otherwise);
    const { [variable]: _, ...others } = mapping;
    if (column !== 'leave') mapping = column === undefined ? others : { ...others, [variable]: column };
  }
}

function variableItem(
  variable: string,
  column: string | undefined,
  table: RowTable,
  otherwise: Otherwise,
): Item {
  const detail = column === undefined ? otherwise(variable) : samplesOf(column, table);
  return {
    label: `$(symbol-variable) ${variable}`,
    description: column === undefined ? 'no column' : `← ${column}`,
    detail,
    variable,
  };
}

/** The column that the user picks; undefined for none, `leave` when nothing was chosen. */
async function chooseColumn(
  variable: string,
  current: string | undefined,
  table: RowTable,
  otherwise: Otherwise,
): Promise<string | undefined | 'leave'> {
  const columns = table.columns.map(column => ({
    label: column,
    description: column === current ? 'now' : '',
    detail: samplesOf(column, table),
    column,
  }));
  const none = { label: '$(circle-slash) No column', detail: otherwise(variable), column: undefined };
  const chosen = await vscode.window.showQuickPick<{ label: string; column: string | undefined }>(
    [...columns, none],
    {
      title: `What Fills ${variable}?`,
      placeHolder: 'A column; below each its first values',
      ignoreFocusOut: true,
      matchOnDetail: true,
    },
  );
  return chosen ? chosen.column : 'leave';
}

/** The first values of a column, on one line. */
function samplesOf(column: string, { rows }: RowTable): string {
  const values = rows.slice(0, 3).map(({ values: all }) => shown(all[column]));
  return values.join('  ·  ');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '(nothing)');
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line || '(empty)';
}
