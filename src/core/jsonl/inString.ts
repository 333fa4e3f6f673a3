import type { Span } from './node.ts';

/** Part of a string's value, in UTF-16 units of the decoded value. */
export interface ValueRange {
  from: number;
  /** The first unit that is not part of it. */
  to: number;
}

/**
 * Where parts of a string's value stand in the text, in one walk. `string` is the whole string with its quotes; the
 * parts are in order and do not overlap. An escape belongs to the unit that it spells.
 */
export function spansInString(text: string, string: Span, parts: readonly ValueRange[]): Span[] {
  const last = string.end - 1;
  let at = string.start + 1;
  let unit = 0;
  const walkTo = (wanted: number): number => {
    while (unit < wanted && at < last) {
      const next = nextEscape(text, at, last);
      const plain = Math.min(wanted - unit, next - at);
      at += plain;
      unit += plain;
      if (unit < wanted && at < last) {
        at += text[at + 1] === 'u' ? 6 : 2;
        unit += 1;
      }
    }
    return at;
  };
  return parts.map(({ from, to }) => ({ start: walkTo(from), end: walkTo(to) }));
}

/** Where one part of a string's value stands in the text. */
export function spanInString(text: string, string: Span, from: number, to: number): Span {
  const [span] = spansInString(text, string, [{ from, to }]);
  return span ?? { start: string.start, end: string.end };
}

function nextEscape(text: string, at: number, last: number): number {
  const found = text.indexOf('\\', at);
  return found < 0 || found > last ? last : found;
}
