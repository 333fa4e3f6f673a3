import { runsIn } from '../similar/bands.ts';
import { jaccard } from '../similar/shingles.ts';
import { comparedTexts } from './contentFacts.ts';
import type { DatasetFacts } from './datasetFacts.ts';
import type { RuleOption } from './rule.ts';

/**
 * What rules about near duplicates are asked for. It adds about half to the time that linting takes, and in an editor it
 * is done again after each edit: so it is asked for.
 */
export const SIMILARITY = {
  type: 'number',
  default: 1,
  minimum: 0.5,
  maximum: 1,
  description:
    'The share of common runs of three words from which examples count as nearly the same, such as 0.9; 1 turns it off.',
} as const satisfies RuleOption;

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
  return firstNear(facts, line, other, index, threshold, Number.POSITIVE_INFINITY);
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
    const found = firstNear(facts, line, facts, index, threshold, line);
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

function firstNear(
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
  for (const candidate of [...candidates].sort((a, b) => a - b)) {
    const runs = runsOf(other, candidate);
    // Texts of so different length cannot have enough in common.
    if (Math.min(own.length, runs.length) < threshold * Math.max(own.length, runs.length)) continue;
    const similarity = jaccard(own, runs);
    if (similarity >= threshold) return { line: candidate, similarity };
  }
  return undefined;
}

/** Lines whose runs are kept: those of the first of many copies are asked for again and again. */
const MAX_KEPT = 2000;

const RUNS = new WeakMap<DatasetFacts, Map<number, Uint32Array>>();

function runsOf(facts: DatasetFacts, line: number): Uint32Array {
  const kept = RUNS.get(facts) ?? new Map<number, Uint32Array>();
  RUNS.set(facts, kept);
  const known = kept.get(line);
  if (known) return known;
  const example = facts.exampleAt(line);
  const runs = runsIn(example ? comparedTexts(example.reading) : []);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(line, runs);
  return runs;
}
