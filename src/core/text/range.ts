/** Zero-based line; character in UTF-16 code units from the start of the line. */
export interface Position {
  line: number;
  character: number;
}

/** Half open: `end` is the first position that is not inside. */
export interface Range {
  start: Position;
  end: Position;
}

export function lineRange(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

export function compareRanges(a: Range, b: Range): number {
  return comparePositions(a.start, b.start) || comparePositions(a.end, b.end);
}

/** The same range, `lines` further down. Findings of one line are computed as if it were line 0. */
export function shiftRange(range: Range, lines: number): Range {
  if (lines === 0) return range;
  return {
    start: { line: range.start.line + lines, character: range.start.character },
    end: { line: range.end.line + lines, character: range.end.character },
  };
}
