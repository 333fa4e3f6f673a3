/** How often each run of `size` words occurs. Empty when there are fewer words. */
export function countNgrams(words: readonly string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + size <= words.length; start++) {
    const ngram = words.slice(start, start + size).join('\u0000');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/** How many runs two counts have in common, each as often as in both. */
export function countShared(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [ngram, count] of left) shared += Math.min(count, right.get(ngram) ?? 0);
  return shared;
}

/** All occurrences in a count. */
export function countAll(counts: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
}

/** Share of the text that is right, share of the reference that is found, and their harmonic mean. All 0 to 1. */
export interface Overlap {
  precision: number;
  recall: number;
  f1: number;
}

/** The overlap of `shared` common items with the sizes of both sides. Two empty sides are the same: all 1. */
export function overlapOf(shared: number, textSize: number, referenceSize: number): Overlap {
  if (textSize === 0 && referenceSize === 0) return { precision: 1, recall: 1, f1: 1 };
  const precision = textSize === 0 ? 0 : shared / textSize;
  const recall = referenceSize === 0 ? 0 : shared / referenceSize;
  return { precision, recall, f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
