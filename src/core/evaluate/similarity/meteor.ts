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
 * Aligns equal words so that few chunks arise: the longest runs that both sides share are taken first, which is the
 * usual approximation of the alignment with the fewest crossings.
 */
function alignStage(
  text: readonly string[],
  reference: readonly string[],
  freeText: ReadonlySet<number>,
  freeReference: ReadonlySet<number>,
  keyOf: (word: string) => string,
): Pair[] {
  const left = text.map((word, index) => (freeText.has(index) ? keyOf(word) : undefined));
  const right = reference.map((word, index) => (freeReference.has(index) ? keyOf(word) : undefined));
  const pairs: Pair[] = [];
  for (;;) {
    const run = longestRun(left, right);
    if (run === undefined) return pairs;
    for (let offset = 0; offset < run.length; offset++) {
      pairs.push([run.text + offset, run.reference + offset]);
      left[run.text + offset] = undefined;
      right[run.reference + offset] = undefined;
    }
  }
}

function longestRun(left: readonly (string | undefined)[], right: readonly (string | undefined)[]) {
  let best: { text: number; reference: number; length: number } | undefined;
  let previous = new Uint32Array(right.length + 1);
  for (let row = 0; row < left.length; row++) {
    const current = new Uint32Array(right.length + 1);
    for (let column = 0; column < right.length; column++) {
      if (left[row] === undefined || left[row] !== right[column]) continue;
      const length = previous[column]! + 1;
      current[column + 1] = length;
      if (best === undefined || length > best.length) {
        best = { text: row - length + 1, reference: column - length + 1, length };
      }
    }
    previous = current;
  }
  return best;
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
