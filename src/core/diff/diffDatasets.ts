import { exampleTitle } from '../formats/exampleTitle.ts';
import type { DatasetSource } from '../lint/streamLinter.ts';
import { veiled } from '../lint/veiled.ts';
import { type ChangedLeaf, changedLeaves } from './changedLeaves.ts';
import { matchEqual } from './matchEqual.ts';
import { pairSimilar } from './pairSimilar.ts';
import { type RowTable, readRows, rowText } from './rowTable.ts';
import { shinglesOf } from './shingles.ts';

/** An example of one of the two files. */
export interface DiffRow {
  /** Zero-based line of its file. */
  line: number;
  title: string;
}

/** An example that is another than before. */
export interface ChangedRow {
  before: DiffRow;
  after: DiffRow;
  /** The places that differ. */
  changes: ChangedLeaf[];
}

/**
 * What happened between two datasets, by what examples say: spelling, order of keys and places do not count. Secrets and
 * personal data are hidden in all texts of it, since it is printed, kept and shown in lists.
 */
export interface DatasetDiff {
  added: DiffRow[];
  removed: DiffRow[];
  changed: ChangedRow[];
  /** Examples that both have. */
  unchanged: number;
  /** Those of the unchanged that stand in another order. */
  moved: number;
  /** True when too many examples differ to tell which became which: all are then given as added and removed. */
  unpaired: boolean;
}

export interface DiffOptions {
  signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
}

/** More differing examples than this in one file are not paired: nobody reads them one by one. */
export const MOST_PAIRED = 20_000;

/** Compares two files of any size. Only hashes are kept of what both have. */
export async function diffDatasets(
  before: DatasetSource & { bytes: number },
  after: DatasetSource & { bytes: number },
  { signal, onProgress }: DiffOptions = {},
): Promise<DatasetDiff> {
  const total = Math.max(1, before.bytes + after.bytes);
  const old = await readRows(before, signal, bytes => onProgress?.(bytes / total));
  const now = await readRows(after, signal, bytes => onProgress?.((before.bytes + bytes) / total));
  const { onlyBefore, onlyAfter, moved } = matchEqual(old.hashes, now.hashes);
  const unpaired = Math.max(onlyBefore.length, onlyAfter.length) > MOST_PAIRED;
  const gone = onlyBefore.map(row => read(before, old, row));
  const come = onlyAfter.map(row => read(after, now, row));
  signal?.throwIfAborted();
  const pairs = unpaired ? [] : pairSimilar(gone.map(shinglesOfRow), come.map(shinglesOfRow));
  const pairedBefore = new Set(pairs.map(pair => pair.before));
  const pairedAfter = new Set(pairs.map(pair => pair.after));
  return {
    added: come.filter((_, index) => !pairedAfter.has(index)).map(({ row }) => row),
    removed: gone.filter((_, index) => !pairedBefore.has(index)).map(({ row }) => row),
    changed: pairs
      .sort((a, b) => a.after - b.after)
      .map(pair => changedRow(gone[pair.before]!, come[pair.after]!)),
    unchanged: old.lines.length - onlyBefore.length,
    moved,
    unpaired,
  };
}

interface ReadRow {
  row: DiffRow;
  text: string;
}

function read(source: DatasetSource, table: RowTable, row: number): ReadRow {
  const text = rowText(source, table, row);
  const value = parsed(text);
  const title =
    value === undefined ? exampleTitle(text, undefined, veiled) : exampleTitle(value, undefined, veiled);
  return { row: { line: table.lines[row]!, title }, text };
}

function shinglesOfRow({ text }: ReadRow): Set<number> {
  return shinglesOf(text);
}

function changedRow(before: ReadRow, after: ReadRow): ChangedRow {
  return {
    before: before.row,
    after: after.row,
    changes: changedLeaves(before.text, after.text).map(veiledLeaf),
  };
}

function veiledLeaf({ path, before, after }: ChangedLeaf): ChangedLeaf {
  return {
    path: veiled(path),
    ...(before !== undefined && { before: veiled(before) }),
    ...(after !== undefined && { after: veiled(after) }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
