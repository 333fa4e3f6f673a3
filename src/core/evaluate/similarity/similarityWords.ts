import { wordsOf } from '../../text/words.ts';

/** Words and marks as they are written. */
export function casedWords(text: string): string[] {
  return wordsOf(text).map(word => word.text);
}

/** Words and numbers in lower case, without marks. */
export function plainWords(text: string): string[] {
  return wordsOf(text)
    .filter(word => word.kind !== 'mark')
    .map(word => word.lower);
}
