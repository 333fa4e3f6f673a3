import type { Span } from './node.ts';

/**
 * Where part of a string's value stands in the text. `from` and `to` count UTF-16 units of the decoded value, `string`
 * is the whole string with its quotes. An escape belongs to the unit that it spells.
 */
export function spanInString(text: string, string: Span, from: number, to: number): Span {
  let at = string.start + 1;
  let unit = 0;
  let start = at;
  const last = string.end - 1;
  while (unit < to && at < last) {
    if (unit === from) start = at;
    at += escapeLength(text, at);
    unit += 1;
  }
  return { start: unit <= from ? at : start, end: at };
}

function escapeLength(text: string, at: number): number {
  if (text[at] !== '\\') return 1;
  return text[at + 1] === 'u' ? 6 : 2;
}
