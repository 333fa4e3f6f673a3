/** How many letters of a text are upper-case and lower-case, as Python's `isalpha`, `isupper` and `islower` say. */
export function lettersOf(text: string): { upper: number; lower: number } {
  return { upper: countOf(text, UPPER), lower: countOf(text, LOWER) };
}

const UPPER = /\p{Lu}/gu;
const LOWER = /(?=\p{L})\p{Lowercase}/gu;

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count += 1;
  return count;
}
