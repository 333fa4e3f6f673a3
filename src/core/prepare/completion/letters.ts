/** How many letters of a text are upper-case and lower-case, as Python's `isalpha`, `isupper` and `islower` say. */
export function lettersOf(text: string): { upper: number; lower: number } {
  let upper = 0;
  let lower = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      if (unit >= 0x61 && unit <= 0x7a) lower += 1;
      else if (unit >= 0x41 && unit <= 0x5a) upper += 1;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? unit);
    at += character.length - 1;
    if (UPPER.test(character)) upper += 1;
    else if (LOWER.test(character)) lower += 1;
  }
  return { upper, lower };
}

const UPPER = /^\p{Lu}$/u;
const LOWER = /^(?=\p{L})\p{Lowercase}$/u;

/** True when a text has more than so many characters. The legacy tool counts characters, not UTF-16 units. */
export function isLonger(text: string, characters: number): boolean {
  if (text.length <= characters) return false;
  // Even if every character took two units.
  if (text.length > characters * 2) return true;
  return [...text].length > characters;
}
