import { longestCommonSubsequence } from './longestCommonSubsequence.ts';
import { type Overlap, overlapOf } from './ngrams.ts';

/**
 * ROUGE-L: overlap by the longest common subsequence of words, on whole texts. Source: Lin 2004, section 3.1, with
 * equal weight for precision and recall as in Google's `rouge-score`.
 */
export function rougeL(text: readonly string[], reference: readonly string[]): Overlap {
  return overlapOf(longestCommonSubsequence(text, reference), text.length, reference.length);
}
