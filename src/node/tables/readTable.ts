import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Row, RowFault } from '../../core/rows/row.ts';
import { readRows } from '../../core/rows/readRows.ts';
import { byteOrderMark, HEAD_BYTES } from '../../core/text/decode.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileProblem } from '../fileProblem.ts';

/** The rows of a table, in batches that fit into memory, as often as they are asked for. A row that is broken is null. */
export interface OpenTable {
  columns: string[];
  batches: AsyncIterable<readonly (Readonly<Record<string, unknown>> | null)[]>;
  close(): Promise<void>;
}

/** A text is read whole, and one that is larger does not fit into memory several times over. In bytes. */
const LARGEST_TEXT = 400_000_000;

/** Opens a table. Throws a `Problem` for a file that is none, or broken as a whole. */
export async function openTable(file: string, signal?: AbortSignal): Promise<OpenTable> {
  if (/\.parquet$/i.test(file)) {
    const { openParquet } = await import('./openParquet.ts');
    return openParquet(file, signal);
  }
  const name = path.basename(file);
  const { rows, columns, faults } = await readRows(name, await textOf(file, name, signal));
  const whole = faults.find(({ number }) => number === undefined);
  if (whole) throw brokenTable(name, whole.message);
  if (columns.length === 0) throw brokenTable(name, 'It is empty.');
  return {
    columns,
    batches: again(inOrder(rows, faults)),
    close: async () => {},
  };
}

async function textOf(file: string, name: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_TEXT) {
      throw new Problem({
        code: 'not-supported',
        message: `${name} is too large to be read as one table.`,
        remedy: 'Split it, or save it as Parquet or JSONL: those are read piece by piece.',
      });
    }
    return decodeText(await readFile(file, { signal }), name);
  } catch (error) {
    throw fileProblem(error, name);
  }
}

export function brokenTable(name: string, message: string): Problem {
  return new Problem({
    code: 'rejected',
    message: `${name} cannot be read as a table. ${message}`,
    remedy: 'Open it in the program that wrote it and save it again, with a first row of column names.',
  });
}

/** Rows and broken ones, as they stand in the file. */
function inOrder(rows: readonly Row[], faults: readonly RowFault[]): (Row['values'] | null)[] {
  const broken = faults.flatMap(({ number }) => (number === undefined ? [] : [{ number, values: null }]));
  const all = broken.length === 0 ? rows : [...rows, ...broken].sort((a, b) => a.number - b.number);
  return all.map(({ values }) => values);
}

/** Excel writes UTF-16 as well. */
function decodeText(bytes: Uint8Array, name: string): string {
  const marked = byteOrderMark(bytes.subarray(0, HEAD_BYTES))?.encoding ?? 'utf-8';
  try {
    return new TextDecoder(marked, { fatal: true }).decode(bytes);
  } catch {
    throw new Problem({
      code: 'rejected',
      message: `${name} is not written in ${marked.toUpperCase()}.`,
      remedy: 'Save it as "CSV UTF-8" in the program that wrote it.',
    });
  }
}

/** One value, as often as it is asked for. */
function again<T>(value: T): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      yield value;
    },
  };
}
