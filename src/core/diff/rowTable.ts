import { readLine } from '../lint/readLine.ts';
import { readLines } from '../lint/readLines.ts';
import type { DatasetSource } from '../lint/streamLinter.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { hash53 } from '../util/hash53.ts';

/** The examples of one file, in its order: where each stands and what it says, as a number. Blank lines are left out. */
export interface RowTable {
  /** Zero-based lines of the file. */
  lines: number[];
  /** Offset of each line's first byte in the file. */
  offsets: number[];
  /** Length of each line in bytes, without its terminator. */
  lengths: number[];
  /**
   * A hash of what each line says: equal for the same JSON value however it is spelt, 53 bits, so that among a million
   * examples two different ones hardly ever share it. A line that is no JSON is hashed as it is written.
   */
  hashes: number[];
}

/** Reads a file once and keeps about thirty bytes of each example. */
export async function readRows(
  source: DatasetSource,
  signal?: AbortSignal,
  onProgress?: (bytes: number) => void,
): Promise<RowTable> {
  const table: RowTable = { lines: [], offsets: [], lengths: [], hashes: [] };
  for await (const lines of readLines(source, signal)) {
    for (const line of lines) {
      const { text, invalidAt } = decodeUtf8(line.bytes);
      const { facts } = readLine({ text, invalidUtf8At: invalidAt });
      if (facts.kind === 'blank') continue;
      table.lines.push(line.number);
      table.offsets.push(line.offset);
      table.lengths.push(line.length);
      const isExample = facts.kind === 'object';
      table.hashes.push(isExample ? joined(facts.exactHash, facts.foldedHash) : hash53(text));
    }
    const last = lines.at(-1);
    if (last) onProgress?.(last.offset + last.length);
  }
  return table;
}

/** The text of a row, read again. */
export function rowText(source: DatasetSource, table: RowTable, row: number): string {
  return decodeUtf8(source.read(table.offsets[row] ?? 0, table.lengths[row] ?? 0)).text;
}

/** Both lanes of a value's hash in one number: all of the first, 21 bits of the second. */
function joined(exact: number, folded: number): number {
  return exact * 2 ** 21 + (folded & 0x1fffff);
}
