import { jaccard } from './shingles.ts';

/** Two versions of one example, by their places in the lists that were compared. */
export interface SimilarPair {
  before: number;
  after: number;
  /** Shared shingles over all, 0 to 1. */
  similarity: number;
}

/** Below this two examples are not taken for versions of one. */
const LEAST_SIMILARITY = 0.3;

/** A shingle that more examples share, such as those of a common system message, says nothing about which belongs to which. */
const COMMON = 50;

/** The best partners that are tried for one example. */
const MOST_CANDIDATES = 8;

/**
 * Finds which examples that are gone became which that are new: the most similar pairs first, each example once. Of
 * pairs that are equally similar those win whose places in the lists are nearer.
 */
export function pairSimilar(
  before: readonly ReadonlySet<number>[],
  after: readonly ReadonlySet<number>[],
): SimilarPair[] {
  const rows = rowsByShingle(before);
  const pairs = after.flatMap((shingles, index) =>
    candidatesFor(shingles, rows)
      .map(row => ({ before: row, after: index, similarity: jaccard(before[row]!, shingles) }))
      .filter(({ similarity }) => similarity >= LEAST_SIMILARITY),
  );
  const distance = (pair: SimilarPair) => Math.abs(pair.before - pair.after);
  pairs.sort((a, b) => b.similarity - a.similarity || distance(a) - distance(b) || a.after - b.after);
  const usedBefore = new Set<number>();
  const usedAfter = new Set<number>();
  return pairs.filter(pair => {
    if (usedBefore.has(pair.before) || usedAfter.has(pair.after)) return false;
    usedBefore.add(pair.before);
    usedAfter.add(pair.after);
    return true;
  });
}

function rowsByShingle(sets: readonly ReadonlySet<number>[]): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  sets.forEach((shingles, row) => {
    for (const shingle of shingles) {
      const list = rows.get(shingle);
      if (!list) rows.set(shingle, [row]);
      else if (list.length <= COMMON) list.push(row);
    }
  });
  return rows;
}

/** The rows that share most rare shingles with these. */
function candidatesFor(shingles: ReadonlySet<number>, rows: ReadonlyMap<number, number[]>): number[] {
  const shared = new Map<number, number>();
  for (const shingle of shingles) {
    const list = rows.get(shingle);
    if (!list || list.length > COMMON) continue;
    for (const row of list) shared.set(row, (shared.get(row) ?? 0) + 1);
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_CANDIDATES)
    .map(([row]) => row);
}
