import { countAll, countNgrams, countShared } from './ngrams.ts';

/**
 * GLEU, the sentence-level score of Google's translation system: runs of 1 to 4 words together, the lower one of
 * precision and recall. Source: Wu et al. 2016, section 6 (NLTK's `sentence_gleu`).
 */
export function gleu(text: readonly string[], reference: readonly string[]): number {
  let shared = 0;
  let ofText = 0;
  let ofReference = 0;
  for (let size = 1; size <= MAX_SIZE; size++) {
    const left = countNgrams(text, size);
    const right = countNgrams(reference, size);
    shared += countShared(left, right);
    ofText += countAll(left);
    ofReference += countAll(right);
  }
  const larger = Math.max(ofText, ofReference);
  return larger === 0 ? 1 : shared / larger;
}

const MAX_SIZE = 4;
