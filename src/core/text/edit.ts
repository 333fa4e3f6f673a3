import { comparePositions, compareRanges, type Range } from './range.ts';

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

/**
 * A set of edits that can be applied together: sorted, exact repeats dropped, and of two edits that overlap the
 * later refused. Several insertions at one place are kept in the order given.
 */
export function compatibleEdits(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => compareRanges(a.edit.range, b.edit.range) || a.order - b.order);
  const kept: TextEdit[] = [];
  for (const { edit } of sorted) {
    const last = kept.at(-1);
    if (last && isSame(last, edit)) continue;
    if (last && comparePositions(edit.range.start, last.range.end) < 0) continue;
    if (last && compareRanges(edit.range, last.range) === 0) continue;
    kept.push(edit);
  }
  return kept;
}

/**
 * Applies edits to lines (without terminators). `newText` may contain line breaks. Overlapping edits must have been
 * removed by `compatibleEdits`. Positions past the end of the text mean its end.
 */
export function applyEditsToLines(lines: readonly string[], edits: readonly TextEdit[]): string[] {
  if (edits.length === 0) return [...lines];
  const out: string[] = [];
  let line = 0;
  let character = 0;
  let pending = '';
  const emit = (text: string) => {
    const parts = text.split('\n');
    for (let i = 0; i < parts.length; i++) {
      pending += parts[i];
      if (i < parts.length - 1) {
        out.push(pending);
        pending = '';
      }
    }
  };
  const copyTo = (toLine: number, toCharacter: number) => {
    while (line < toLine && line < lines.length) {
      pending += (lines[line] ?? '').slice(character);
      if (line < lines.length - 1) {
        out.push(pending);
        pending = '';
      } else {
        line = lines.length;
        return;
      }
      line += 1;
      character = 0;
    }
    if (line >= lines.length) return;
    pending += (lines[line] ?? '').slice(character, toCharacter);
    character = Math.max(character, Math.min(toCharacter, (lines[line] ?? '').length));
  };
  for (const { range, newText } of edits) {
    copyTo(range.start.line, range.start.character);
    emit(newText);
    line = Math.max(line, range.end.line);
    character = range.end.character;
  }
  copyTo(lines.length, 0);
  out.push(pending);
  return out;
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

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.newText === b.newText && compareRanges(a.range, b.range) === 0;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
