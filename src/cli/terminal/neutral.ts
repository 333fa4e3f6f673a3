/**
 * Text from files, names and data, made fit for a terminal: nothing in it can move the cursor, change a colour, turn
 * the direction of writing or hide itself. What was there is shown by a sign of the same width as a letter.
 */
export function neutral(text: string): string {
  return text.replace(UNSAFE, signFor);
}

/** The sign that stands for a character that must not reach a terminal. */
export function signFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code === 0x2028 || code === 0x2029 || code === 0x85) return '\u21b5';
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : '\u00b7';
}

/** True for a character that must not reach a terminal. */
export function isUnsafe(character: string): boolean {
  return ONE_UNSAFE.test(character);
}

/** Controls, separators of lines, everything invisible that formats (bidi, joiners, tags), lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const ONE_UNSAFE = new RegExp(UNSAFE.source, 'u');
