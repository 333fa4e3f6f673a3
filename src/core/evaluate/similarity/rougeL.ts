import { longestCommonSubsequence } from './longestCommonSubsequence.ts';
import { type Overlap, overlapOf } from './ngrams.ts';

/**
 * ROUGE-L: overlap by the longest common subsequence of words, on whole texts. Source: Lin 2004, section 3.1, with
 * equal weight for precision and recall as in Google's `rouge-score`. Only the first 10,000 words of each text are
 * compared, since time grows with the product of the lengths.
 */
export function rougeL(text: readonly string[], reference: readonly string[]): Overlap {
  const [left, right] = [text.slice(0, MAX_COMPARED), reference.slice(0, MAX_COMPARED)];
  return overlapOf(longestCommonSubsequence(left, right), left.length, right.length);
}

const MAX_COMPARED = 10_000;
