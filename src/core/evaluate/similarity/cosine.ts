import { countNgrams } from './ngrams.ts';

/**
 * Cosine of the angle between the word counts of two texts. OpenAI's `cosine` compares embeddings of a model; without
 * one this is the closest that words alone can give, and paraphrases score lower here.
 * Source: Salton, Wong and Yang 1975, the vector space model.
 */
export function cosine(text: readonly string[], reference: readonly string[]): number {
  const left = countNgrams(text, 1);
  const right = countNgrams(reference, 1);
  if (left.size === 0 && right.size === 0) return 1;
  let product = 0;
  for (const [word, count] of left) product += count * (right.get(word) ?? 0);
  const lengths = lengthOf(left) * lengthOf(right);
  return lengths === 0 ? 0 : Math.min(1, product / lengths);
}

function lengthOf(counts: ReadonlyMap<string, number>): number {
  let squares = 0;
  for (const count of counts.values()) squares += count * count;
  return Math.sqrt(squares);
}
