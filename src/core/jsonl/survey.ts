/** What one quick pass over a line's text tells, for a line that `JSON.parse` accepted. */
export interface Survey {
  /** Keys written in the text, repeated ones counted each time. */
  keys: number;
  /** Deepest nesting of objects and arrays. */
  depth: number;
}

/** Deeper values are never walked: their text stands for them. Python's reader gives up near 1,000 too. */
export const MAX_WALKED_DEPTH = 500;

/** Counts keys and nesting without building anything. It jumps from quote to quote, so long strings cost little. */
export function surveyLine(text: string): Survey {
  let keys = 0;
  let depth = 0;
  let deepest = 0;
  let i = 0;
  while (i < text.length) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) {
      i = afterString(text, i);
      while (text.charCodeAt(i) <= 0x20) i += 1;
      if (text.charCodeAt(i) === 0x3a) keys += 1;
      continue;
    }
    if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    i += 1;
  }
  return { keys, depth: deepest };
}

/** The offset of the first bracket that opens a level below this one; the text's length when none does. */
export function deeperThan(text: string, level: number): number {
  let depth = 0;
  let i = 0;
  while (i < text.length) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) {
      i = afterString(text, i);
      continue;
    }
    if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > level) return i;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    i += 1;
  }
  return i;
}

/** The offset after the string that starts at the quote at `start`. */
export function afterString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
  return slashes % 2 === 1;
}
