/** A word, a number or a mark, with its place in the text (UTF-16 offsets, end excluded). */
export interface Word {
  text: string;
  /** The text in lower case, for comparing. */
  lower: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'mark';
}

/** Cuts a text into words, numbers and single marks. White space is left out. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const found = match[0];
    if (FIRST_UNSPACED.test(found)) addUnspaced(words, found, match.index);
    else words.push(wordAt(found, match.index));
  }
  return words;
}

const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+(?:[.,]\p{N}+)*|[^\s\p{L}\p{N}]/gu;

/** Scripts written without spaces are cut character by character, since their words cannot be told apart here. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const UNSPACED_OR_RUN = new RegExp(`${UNSPACED.source}|(?:(?!${UNSPACED.source}).)+`, 'gsu');
/** No text below U+0E00, the first Thai letter, needs the slower look. */
const FIRST_UNSPACED = /[\u0e00-\uffff]/;

function addUnspaced(words: Word[], found: string, start: number): void {
  for (const part of found.matchAll(UNSPACED_OR_RUN)) words.push(wordAt(part[0], start + part.index));
}

function wordAt(text: string, start: number): Word {
  return { text, lower: text.toLowerCase(), start, end: start + text.length, kind: kindOf(text) };
}

function kindOf(text: string): Word['kind'] {
  const code = text.charCodeAt(0);
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 'word';
  if (code >= 48 && code <= 57) return 'number';
  if (code < 128) return 'mark';
  if (/^[\p{L}\p{M}]/u.test(text)) return 'word';
  return /^\p{N}/u.test(text) ? 'number' : 'mark';
}
