import { lineDifference } from '../text/edit.ts';
import { spanInString } from './inString.ts';
import type { Span } from './node.ts';
import { decodeString } from './parse.ts';

/** A change of a text: what stands in `start` to `end` becomes `newText`. */
export interface StringEdit extends Span {
  newText: string;
}

/**
 * The smallest edit of a JSON text that makes `before`, which stands in the value of a string from a unit on, into
 * `after`. `string` is the whole string with its quotes. Escapes of what stays stay as they are, and a text that
 * escapes everything but ASCII goes on to. Undefined when something else stands there; an empty edit when both are
 * equal.
 */
export function editString(
  text: string,
  string: Span,
  from: number,
  before: string,
  after: string,
): StringEdit | undefined {
  const value = decodeString(text.slice(string.start, string.end));
  if (value.slice(from, from + before.length) !== before) return undefined;
  const difference = lineDifference(0, before, after);
  if (!difference) return { start: string.start, end: string.start, newText: '' };
  const { start, end } = difference.range;
  const span = spanInString(text, string, from + start.character, from + end.character);
  return { ...span, newText: escaped(difference.newText, escapesAll(text)) };
}

/** A text as it stands in a JSON string, without the quotes. */
function escaped(text: string, isAscii: boolean): string {
  const json = JSON.stringify(text).slice(1, -1);
  return json.replace(isAscii ? /[^\0-\x7e]/g : LINE_ENDS, character => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** What some readers take for the end of a line. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** Whether a text is written as Python's `json.dumps` does it by default. */
function escapesAll(text: string): boolean {
  return /\\u(?!00[0-7])[0-9a-fA-F]{4}/.test(text) && !/[^\0-\x7f]/.test(text);
}
