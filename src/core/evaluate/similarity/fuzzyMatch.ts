import { longestCommonSubsequence } from './longestCommonSubsequence.ts';

/**
 * Similarity of the characters of two texts: 1 - insertions and deletions / length of both. Source: `fuzz.ratio` of
 * rapidfuzz (normalised Indel similarity), which OpenAI names for `fuzzy_match`, from 0 to 1 instead of 0 to 100.
 * Only the first 4,000 characters of each text are compared, since time grows with the product of the lengths.
 */
export function fuzzyMatch(text: string, reference: string): number {
  const left = Array.from(text.slice(0, MAX_COMPARED));
  const right = Array.from(reference.slice(0, MAX_COMPARED));
  if (left.length + right.length === 0) return 1;
  return (2 * longestCommonSubsequence(left, right)) / (left.length + right.length);
}

const MAX_COMPARED = 4000;
