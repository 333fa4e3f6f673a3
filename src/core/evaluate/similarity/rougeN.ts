import { countAll, countNgrams, countShared, type Overlap, overlapOf } from './ngrams.ts';

/**
 * ROUGE-N: overlap of runs of `size` words. Source: Lin 2004, "ROUGE: A Package for Automatic Evaluation of
 * Summaries", section 2; precision and F1 as in Google's `rouge-score`. When one side has fewer words than `size`
 * the score is 0, unless both have and are equal.
 */
export function rougeN(text: readonly string[], reference: readonly string[], size: number): Overlap {
  const left = countNgrams(text, size);
  const right = countNgrams(reference, size);
  if (left.size === 0 && right.size === 0) {
    const isEqual =
      text.length === reference.length && text.every((word, index) => word === reference[index]);
    return isEqual ? overlapOf(0, 0, 0) : { precision: 0, recall: 0, f1: 0 };
  }
  return overlapOf(countShared(left, right), countAll(left), countAll(right));
}
