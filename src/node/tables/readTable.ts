import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Row, RowFault } from '../../core/rows/row.ts';
import { readRows } from '../../core/rows/readRows.ts';
import { parseExactly } from '../../core/jsonl/exactNumbers.ts';
import { isObject } from '../../core/jsonl/shape.ts';
import { readLines } from '../../core/lint/readLines.ts';
import { byteOrderMark, decodeUtf8, HEAD_BYTES } from '../../core/text/decode.ts';
import { Problem } from '../../core/util/problem.ts';
import { openDataset } from '../datasetSource.ts';
import { fileProblem } from '../fileProblem.ts';
import { isTableFile } from './tableFile.ts';

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
  if (!isTableFile(file)) return openRecords(file, signal);
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

/** JSON lines whose keys are columns like those of any table. */
async function openRecords(file: string, signal: AbortSignal | undefined): Promise<OpenTable> {
  const source = await openDataset(file, signal);
  const batches = async function* () {
    for await (const lines of readLines(source, signal)) {
      yield lines.flatMap(({ bytes }) => {
        const text = decodeUtf8(bytes).text.replace(/^\ufeff/, '');
        if (text.trim() === '') return [];
        const value = parseExactly(text);
        return [isObject(value) ? value : null];
      });
    }
  };
  const columns = new Set<string>();
  for await (const rows of batches()) {
    for (const row of rows) for (const key of Object.keys(row ?? {})) columns.add(key);
    break;
  }
  return {
    columns: [...columns],
    batches: { [Symbol.asyncIterator]: batches },
    close: () => source.close(),
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
