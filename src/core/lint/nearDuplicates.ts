import { jaccard, shingles } from '../similar/shingles.ts';
import { comparedTexts } from './contentFacts.ts';
import type { DatasetFacts } from './datasetFacts.ts';

/** A line that is nearly the same, and how much of it: the share of common runs of words, from 0 to 1. */
export interface NearLine {
  line: number;
  similarity: number;
}

/** The lines of a file by their bands. The first line of each band stands for it, and a few more. */
type Index = ReadonlyMap<number, readonly number[]>;

/** Lines of one band beyond which more are not kept: a file of hardly differing lines is known by a few. */
const MAX_IN_BAND = 8;

const INDEXES = new WeakMap<DatasetFacts, Index>();

/** A line of another file that is nearly the same as one of this; undefined when there is none. */
export function nearLine(
  facts: DatasetFacts,
  line: number,
  other: DatasetFacts,
  threshold: number,
): NearLine | undefined {
  if (threshold >= 1) return undefined;
  const index = INDEXES.get(other) ?? indexOf(other);
  INDEXES.set(other, index);
  return best(facts, line, other, index, threshold, Number.POSITIVE_INFINITY);
}

/** Pairs of a line and an earlier line of the same file that is nearly the same, in order. */
export function* nearLines(
  facts: DatasetFacts,
  threshold: number,
  isWanted: (line: number) => boolean,
): Iterable<NearLine & { first: number }> {
  if (threshold >= 1) return;
  const index = new Map<number, number[]>();
  for (let line = 0; line < facts.table.length; line++) {
    const bands = facts.table.bands(line);
    if (bands.length === 0 || !isWanted(line)) continue;
    const found = best(facts, line, facts, index, threshold, line);
    if (found) yield { line, first: found.line, similarity: found.similarity };
    else add(index, bands, line);
  }
}

function indexOf({ table }: DatasetFacts): Index {
  const index = new Map<number, number[]>();
  for (let line = 0; line < table.length; line++) add(index, table.bands(line), line);
  return index;
}

function add(index: Map<number, number[]>, bands: Uint32Array, line: number): void {
  for (const band of bands) {
    const lines = index.get(band);
    if (!lines) index.set(band, [line]);
    else if (lines.length < MAX_IN_BAND) lines.push(line);
  }
}

function best(
  facts: DatasetFacts,
  line: number,
  other: DatasetFacts,
  index: Index,
  threshold: number,
  before: number,
): NearLine | undefined {
  const candidates = new Set<number>();
  for (const band of facts.table.bands(line)) {
    for (const candidate of index.get(band) ?? []) if (candidate < before) candidates.add(candidate);
  }
  if (candidates.size === 0) return undefined;
  const own = runsOf(facts, line);
  let found: NearLine | undefined;
  for (const candidate of [...candidates].sort((a, b) => a - b)) {
    const share = jaccard(own, runsOf(other, candidate));
    if (share >= threshold && share > (found?.similarity ?? 0))
      found = { line: candidate, similarity: share };
  }
  return found;
}

function runsOf(facts: DatasetFacts, line: number): Uint32Array {
  const example = facts.exampleAt(line);
  return shingles(example ? comparedTexts(example.reading).join('\n') : '');
}
