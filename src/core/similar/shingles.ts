import { wordsOf } from '../text/words.ts';

/**
 * Hashes of all runs of `size` words in a text, each once, ascending; marks and case make no difference. A text that is
 * shorter than a run is one run. Empty for a text without words.
 */
export function shingles(text: string, size = 3): Uint32Array {
  const words = plainWordsOf(text);
  const found = new Set<number>();
  const last = Math.max(1, words.length - size + 1);
  for (let start = 0; words.length > 0 && start < last; start++) {
    found.add(hash32(words.slice(start, start + size).join(' ')));
  }
  return Uint32Array.from(found).sort();
}

/** The words and numbers of a text in lower case. */
export function plainWordsOf(text: string): string[] {
  return wordsOf(text).flatMap(({ kind, lower }) => (kind === 'mark' ? [] : [lower]));
}

/** Share of runs that two texts have in common, of all that either has. Both must be ascending. */
export function jaccard(one: Uint32Array, other: Uint32Array): number {
  let [left, right, common] = [0, 0, 0];
  while (left < one.length && right < other.length) {
    const difference = one[left]! - other[right]!;
    if (difference === 0) common += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  const all = one.length + other.length - common;
  return all === 0 ? 0 : common / all;
}

/** FNV-1a, mixed at the end (MurmurHash3's finalizer), so that nearby texts end far apart. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
