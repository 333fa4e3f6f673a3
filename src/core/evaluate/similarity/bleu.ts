import { countAll, countNgrams, countShared } from './ngrams.ts';

/** What happens when no long run of words is shared: the score is 0, or one is added to the counts above unigrams. */
export type BleuSmoothing = 'none' | 'add-one';

/**
 * BLEU of one text against one or more references: the geometric mean of clipped precisions of 1 to 4 words, times a
 * penalty for brevity. Sources: Papineni et al. 2002; smoothing `add-one` is Lin and Och 2004 (NLTK's `method2`),
 * without which nearly every short answer scores 0. A text that has no run of some length loses nothing by it, where
 * NLTK gives it a half, so that "yes" for "yes" scores 1.
 */
export function bleu(
  text: readonly string[],
  references: readonly (readonly string[])[],
  smoothing: BleuSmoothing = 'none',
): number {
  if (text.length === 0) return references.some(reference => reference.length === 0) ? 1 : 0;
  let logSum = 0;
  for (let size = 1; size <= MAX_SIZE; size++) {
    const counts = countNgrams(text, size);
    const added = smoothing === 'add-one' && size > 1 ? 1 : 0;
    const shared = countShared(counts, highestCounts(references, size)) + added;
    const all = countAll(counts) + added;
    if (shared === 0 || all === 0) return 0;
    logSum += Math.log(shared / all) / MAX_SIZE;
  }
  return brevityPenalty(text.length, references) * Math.exp(logSum);
}

const MAX_SIZE = 4;

/** A run counts as often as in the reference that has it most. */
function highestCounts(references: readonly (readonly string[])[], size: number): Map<string, number> {
  const highest = new Map<string, number>();
  for (const reference of references) {
    for (const [ngram, count] of countNgrams(reference, size)) {
      highest.set(ngram, Math.max(count, highest.get(ngram) ?? 0));
    }
  }
  return highest;
}

/** Against the reference whose length is closest; the shorter one among equals. */
function brevityPenalty(length: number, references: readonly (readonly string[])[]): number {
  let closest = Infinity;
  for (const { length: candidate } of references) {
    const distance = Math.abs(candidate - length);
    const best = Math.abs(closest - length);
    if (distance < best || (distance === best && candidate < closest)) closest = candidate;
  }
  return length > closest ? 1 : Math.exp(1 - closest / length);
}
