import { porterStem } from './porterStem.ts';

/**
 * METEOR of one text against one reference: words are aligned, first exactly and then by stem; the mean of precision
 * and recall that favours recall nine to one is lowered when the aligned words stand in many pieces.
 * Source: Banerjee and Lavie 2005, with their parameters. The third stage, synonyms of WordNet, is left out, so
 * that synonyms count as different words.
 */
export function meteor(text: readonly string[], reference: readonly string[]): number {
  if (text.length === 0 && reference.length === 0) return 1;
  const pairs = align(text, reference);
  if (pairs.length === 0) return 0;
  const precision = pairs.length / text.length;
  const recall = pairs.length / reference.length;
  const mean = (precision * recall) / (ALPHA * precision + (1 - ALPHA) * recall);
  const penalty = GAMMA * (countChunks(pairs) / pairs.length) ** BETA;
  return mean * (1 - penalty);
}

const ALPHA = 0.9;
const BETA = 3;
const GAMMA = 0.5;

/** A word of the text and the word of the reference that it is aligned with, by index. */
type Pair = readonly [text: number, reference: number];

function align(text: readonly string[], reference: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  const freeText = new Set(text.keys());
  const freeReference = new Set(reference.keys());
  for (const keyOf of [
    (word: string) => word.toLowerCase(),
    (word: string) => porterStem(word.toLowerCase()),
  ]) {
    for (const pair of alignStage(text, reference, freeText, freeReference, keyOf)) {
      pairs.push(pair);
      freeText.delete(pair[0]);
      freeReference.delete(pair[1]);
    }
  }
  return pairs.sort((left, right) => left[0] - right[0]);
}

/**
 * Aligns equal words, the last one with the last one, so that few of the lines between them cross. Source: the
 * greedy alignment of NLTK, which gives the alignment of the paper's examples.
 */
function alignStage(
  text: readonly string[],
  reference: readonly string[],
  freeText: ReadonlySet<number>,
  freeReference: ReadonlySet<number>,
  keyOf: (word: string) => string,
): Pair[] {
  const places = new Map<string, number[]>();
  for (const index of [...freeReference].sort((left, right) => left - right)) {
    const key = keyOf(reference[index]!);
    const known = places.get(key);
    if (known) known.push(index);
    else places.set(key, [index]);
  }
  const pairs: Pair[] = [];
  for (const index of [...freeText].sort((left, right) => right - left)) {
    const place = places.get(keyOf(text[index]!))?.pop();
    if (place !== undefined) pairs.push([index, place]);
  }
  return pairs;
}

/** Runs of pairs that are neighbours on both sides. */
function countChunks(pairs: readonly Pair[]): number {
  let chunks = 0;
  pairs.forEach(([text, reference], index) => {
    const before = pairs[index - 1];
    if (before === undefined || before[0] !== text - 1 || before[1] !== reference - 1) chunks += 1;
  });
  return chunks;
}
