import type { RandomSource } from '../util/seededRandom.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** An id such as `file-9xQ...`, in the manner of OpenAI's. */
export function newId(prefix: string, random: RandomSource, length = 24): string {
  return prefix + Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
}
