import { readableExample } from '../diff/readableExample.ts';
import type { TextEdit } from '../text/edit.ts';

/** Examples before and after, as two texts that an editor can compare. */
export interface ChangedExamples {
  before: string;
  after: string;
  /** How many lines change. */
  count: number;
}

/**
 * Shows what edits do to the lines of a dataset. Each edit is within one line. What lies beyond `most` lines is counted
 * only.
 */
export function changedExamples(
  edits: readonly TextEdit[],
  lineAt: (line: number) => string,
  most = MOST,
): ChangedExamples {
  const byLine = new Map<number, TextEdit[]>();
  for (const edit of edits) {
    const { line } = edit.range.start;
    byLine.set(line, [...(byLine.get(line) ?? []), edit]);
  }
  const lines = [...byLine].sort(([one], [other]) => one - other);
  const shown = lines.slice(0, most).map(([line, ofLine]) => {
    const before = lineAt(line);
    return { title: `Line ${line + 1}`, before, after: editedLine(before, ofLine) };
  });
  const rest =
    lines.length > most ? `\nAnd ${(lines.length - most).toLocaleString('en-US')} more lines.\n` : '';
  const textOf = (side: 'before' | 'after') =>
    shown.map(one => `${one.title}\n${readableExample(one[side])}`).join('\n') + rest;
  return { before: textOf('before'), after: textOf('after'), count: lines.length };
}

/** Lines that an editor still compares at once. */
const MOST = 200;

function editedLine(line: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((a, b) => b.range.start.character - a.range.start.character);
  return backwards.reduce(
    (text, { range: { start, end }, newText }) =>
      text.slice(0, start.character) + newText + text.slice(end.character),
    line,
  );
}
