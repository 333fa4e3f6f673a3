import type { DocumentLinter } from '../lint/documentLinter.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { type Range, lineRange } from '../text/range.ts';

/**
 * The examples of a document in their order, each with its place: the lines that are not blank, or the objects of a
 * text in another layout. Numbers count from 0 and name what *Go to Example* and the outline count from 1.
 */
export interface PlacedExamples {
  readonly count: number;
  /** True where every example is one whole line. */
  readonly isLines: boolean;
  textOf(index: number): string;
  rangeOf(index: number): Range;
  /** The example at a line and column, or the nearest before it; undefined before the first. */
  at(line: number, character: number): number | undefined;
}

export function placedExamples(linter: DocumentLinter): PlacedExamples {
  const { layout } = linter;
  if (layout && layout.kind !== 'git-lfs-pointer') return objectsOf(linter.text(), layout.objects);
  return linesOf(linter);
}

function linesOf(linter: DocumentLinter): PlacedExamples {
  const all = new Uint32Array(linter.lineCount);
  let count = 0;
  for (let line = 0; line < all.length; line++) {
    const text = linter.line(line);
    // Nearly every line begins with a brace: only the others are looked at.
    if (text.charCodeAt(0) === 0x7b || text.trim() !== '') all[count++] = line;
  }
  const lines = all.subarray(0, count);
  return {
    count,
    isLines: true,
    textOf: index => linter.line(lines[index] ?? 0),
    rangeOf: index => {
      const line = lines[index] ?? 0;
      return lineRange(line, 0, linter.line(line).length);
    },
    at: line => lastUpTo(count, index => (lines[index] ?? 0) <= line),
  };
}

function objectsOf(text: string, objects: readonly { start: number; end: number }[]): PlacedExamples {
  const index = new LineIndex(text);
  const spanOf = (number: number) => objects[number] ?? { start: 0, end: 0 };
  const startOf = (number: number) => index.positionAt(spanOf(number).start);
  return {
    count: objects.length,
    isLines: false,
    textOf: number => text.slice(spanOf(number).start, spanOf(number).end),
    rangeOf: number => index.rangeOf(spanOf(number).start, spanOf(number).end),
    at: (line, character) =>
      lastUpTo(objects.length, number => {
        const start = startOf(number);
        return start.line < line || (start.line === line && start.character <= character);
      }),
  };
}

/** The last number for which something holds, where it holds for a beginning of all numbers. */
function lastUpTo(count: number, holds: (index: number) => boolean): number | undefined {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : low - 1;
}
