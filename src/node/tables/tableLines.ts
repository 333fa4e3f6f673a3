import path from 'node:path';
import { stringifyExactly } from '../../core/jsonl/exactNumbers.ts';
import {
  exampleOfRow,
  guessTableColumns,
  shapeOfTable,
  type TableColumns,
  type TableShape,
} from '../../core/rows/tableExamples.ts';
import { Problem } from '../../core/util/problem.ts';
import type { TableFacts } from '../../protocol/lint.ts';
import { type OpenDataset, spoolDataset } from '../datasetSource.ts';
import { type OpenTable, openTable } from './readTable.ts';

const SHOWN_ROWS = 5;

/** Looks into a table. */
export async function tableFacts(file: string, signal?: AbortSignal): Promise<TableFacts> {
  const table = await openTable(file, signal);
  try {
    const { shape, first } = await beginningOf(table);
    const { columns } = table;
    return {
      columns,
      isFormat: shape.isFormat,
      guess: guessTableColumns(columns),
      rows: first.slice(0, SHOWN_ROWS),
    };
  } finally {
    await table.close();
  }
}

/**
 * Opens a table as lines of examples. `columns` says what its columns mean; guessed when absent. Throws a `Problem`
 * where nobody can tell.
 */
export async function openTableLines(
  file: string,
  columns: TableColumns | undefined,
  signal?: AbortSignal,
): Promise<OpenDataset> {
  const table = await openTable(file, signal);
  const name = path.basename(file);
  try {
    const { shape } = await beginningOf(table);
    const meant = columns ?? (shape.isFormat ? undefined : guessTableColumns(table.columns));
    checkColumns(meant, table.columns, name);
    return await spoolDataset(linesOf(table, shape, meant), name, signal);
  } finally {
    await table.close();
  }
}

async function beginningOf({ batches, columns }: OpenTable) {
  for await (const rows of batches) {
    const first = rows.filter(row => row !== null);
    return { shape: shapeOfTable(first, columns), first };
  }
  return { shape: shapeOfTable([], columns), first: [] };
}

async function* linesOf(
  { batches }: OpenTable,
  shape: TableShape,
  columns: TableColumns | undefined,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const rows of batches) {
    // A broken row stays a line, so that it is counted and named like any that cannot be written.
    const lines = rows.map(row => (row ? stringifyExactly(exampleOfRow(row, shape, columns)) : 'null'));
    yield encoder.encode(lines.map(line => `${line}\n`).join(''));
  }
}

function checkColumns(columns: TableColumns | undefined, known: readonly string[], name: string): void {
  if (!columns) return;
  const missing = Object.values(columns).find(column => column !== undefined && !known.includes(column));
  if (missing !== undefined) {
    throw columnsProblem(`${name} has no column "${missing}".`, known);
  }
  if (columns.prompt === undefined) {
    throw columnsProblem(`Nobody can tell which column of ${name} is the prompt.`, known);
  }
  if (columns.rejected !== undefined && columns.answer === undefined) {
    throw columnsProblem(`A rejected answer needs a preferred one beside it.`, known);
  }
}

function columnsProblem(message: string, known: readonly string[]): Problem {
  return new Problem({
    code: 'rejected',
    message,
    remedy: `Say what the columns mean, such as --columns prompt=question,answer=reply. There are: ${known.slice(0, 30).join(', ')}.`,
    reason: 'columns-unknown',
    details: { columns: known },
  });
}
