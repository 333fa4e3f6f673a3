import { nearestNames } from '../provider/nearest.ts';

/** What to write instead of an unknown word: the nearest one, or all when there are few. */
export function suggest(word: string, words: readonly string[]): string {
  const [near] = nearestNames(word, words, 1);
  if (near !== undefined) return `Perhaps "${near}" is meant.`;
  return words.length > FEW ? 'Completion and help list what is possible.' : `Possible: ${words.join(', ')}.`;
}

const FEW = 12;
