import * as vscode from 'vscode';
import { guessMapping, valuesOfRow } from '../../core/rows/mapColumns.ts';
import { readRows } from '../../core/rows/readRows.ts';
import type { Row, RowTable } from '../../core/rows/row.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import type { LoadedPrompt } from './loadPrompt.ts';
import type { PromptValues } from './promptValues.ts';

/** In bytes: rows to look at are picked from a list, and this many make a long one. */
const LARGEST = 20_000_000;
const MOST_ROWS = 2000;
const EXCERPT = 120;

/**
 * Asks for a table and a row in it, and takes the values of that row for the form. Columns fill the variables of the same
 * or nearly the same name.
 */
export async function chooseRow(prompt: LoadedPrompt, values: PromptValues): Promise<void> {
  const uri = await chooseTable();
  if (!uri) return;
  const table = await readTable(uri);
  const { analysePrompt } = await import('../../core/template/promptFile/analysePrompt.ts');
  const names = new Set([
    ...prompt.file.inputs.map(({ name }) => name),
    ...analysePrompt(prompt.file).inputs.keys(),
  ]);
  names.delete('choices');
  const mapping = guessMapping([...names], table.columns);
  if (Object.keys(mapping).length === 0) throw nothingFits(uri, table, names);
  const items = table.rows.slice(0, MOST_ROWS).map(row => ({
    label: `${row.number}`,
    description: excerptOf(row, Object.values(mapping)),
    row,
  }));
  const left = table.rows.length - items.length;
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Values from ${fileName(uri)}`,
    placeHolder: left > 0 ? `The first ${MOST_ROWS} rows; ${left} more are not listed` : 'Which row?',
    matchOnDescription: true,
  });
  if (!chosen) return;
  const read = valuesOfRow(chosen.row, mapping, prompt.file.inputs);
  const { set, typed } = values.of(prompt.uri);
  const texts = Object.entries(read.values).map(([name, value]): [string, string] => [name, asText(value)]);
  await values.choose(prompt.uri, {
    ...(set !== undefined && { set }),
    typed: { ...typed, ...Object.fromEntries(texts) },
  });
  if (read.faults.length > 0) void vscode.window.showWarningMessage(read.faults.join(' '));
}

async function chooseTable(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(
    '**/*.{jsonl,ndjson,csv,tsv}',
    '**/{node_modules,.tunewright}/**',
    500,
  );
  const other = { label: '$(folder-opened) Another file…', uri: undefined, alwaysShow: true };
  const items = found
    .map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const chosen = await vscode.window.showQuickPick([...items, other], {
    title: 'Values From a Row',
    placeHolder: 'Which dataset or table?',
  });
  if (!chosen || chosen.uri) return chosen?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Values From a Row',
      openLabel: 'Choose a Row',
      filters: { 'Datasets and tables': ['jsonl', 'ndjson', 'json', 'csv', 'tsv'] },
    })) ?? [];
  return uri;
}

async function readTable(uri: vscode.Uri): Promise<RowTable> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > LARGEST) {
    throw new Problem({
      code: 'not-supported',
      message: `${fileName(uri)} is too large to pick a row from.`,
      remedy: 'Choose a file of less than 20 MB.',
    });
  }
  return readRows(fileName(uri), new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}

function excerptOf({ values }: Row, columns: readonly string[]): string {
  const text = columns
    .map(column => asText(values[column]))
    .join(' | ')
    .replace(/\s+/g, ' ');
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}

function nothingFits(uri: vscode.Uri, { columns }: RowTable, names: ReadonlySet<string>): Problem {
  const wanted = [...names].slice(0, 10).join(', ');
  return new Problem({
    code: 'rejected',
    message: `No column of ${fileName(uri)} is like a variable of the template.`,
    remedy: `The template has ${wanted || 'no variables'}; the file has ${columns.slice(0, 10).join(', ') || 'no columns'}.`,
  });
}

/** A value as it is typed into the form. */
function asText(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}
