import { wordsOf } from '../text/words.ts';
import { hash53 } from '../util/hash53.ts';
import { leavesOf } from './leaves.ts';

/** Neighbouring words that make one shingle. */
const WORDS = 3;

/** Longer texts are compared by their beginning: what is meant shows there. */
const MAX_UNITS = 20_000;

/**
 * What an example consists of, as hashes: every run of three words of its texts, and each short value whole with its
 * place. Two examples that share most of these are versions of one.
 */
export function shinglesOf(text: string): Set<number> {
  const shingles = new Set<number>();
  let room = MAX_UNITS;
  for (const leaf of leavesOf(text)) {
    if (room <= 0) break;
    const words = wordsOf(leaf.text.slice(0, room));
    room -= leaf.text.length;
    if (words.length < WORDS) shingles.add(hash53(`${leaf.path}\n${leaf.text}`));
    for (let i = 0; i + WORDS <= words.length; i++) {
      shingles.add(hash53(`${words[i]!.lower} ${words[i + 1]!.lower} ${words[i + 2]!.lower}`));
    }
  }
  return shingles;
}

/** Shared shingles over all shingles of both, 0 to 1. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const one of small) if (large.has(one)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
