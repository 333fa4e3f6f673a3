import type { Range } from './range.ts';

/** Replaces the text in `range` by `newText`. An empty range inserts. */
export interface TextEdit {
  range: Range;
  newText: string;
}

/** The edit that removes a line with its line break. */
export function lineDeletion(line: number): TextEdit {
  return {
    range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
    newText: '',
  };
}

/** The smallest single edit that turns `before` into `after` on one line, or undefined when they are equal. */
export function lineDifference(line: number, before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  let from = 0;
  const shortest = Math.min(before.length, after.length);
  while (from < shortest && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  if (from > 0 && isHighSurrogate(before.charCodeAt(from - 1))) from -= 1;
  let tail = 0;
  while (
    tail < shortest - from &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail -= 1;
  return {
    range: {
      start: { line, character: from },
      end: { line, character: before.length - tail },
    },
    newText: after.slice(from, after.length - tail),
  };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
