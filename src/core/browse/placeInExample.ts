import { LineIndex } from '../text/lineIndex.ts';
import type { Position, Range } from '../text/range.ts';
import type { PlacedExamples } from './placedExamples.ts';

/** Where a part of an example's text stands in the document. Offsets are UTF-16 units of the example's text. */
export function placeInExample(
  examples: PlacedExamples,
  index: number,
  span: { start: number; end: number },
): Range {
  const { start: begin } = examples.rangeOf(index);
  const place = ({ line, character }: Position): Position => ({
    line: begin.line + line,
    character: line === 0 ? begin.character + character : character,
  });
  if (examples.isLines) {
    return { start: place({ line: 0, character: span.start }), end: place({ line: 0, character: span.end }) };
  }
  const { start, end } = new LineIndex(examples.textOf(index)).rangeOf(span.start, span.end);
  return { start: place(start), end: place(end) };
}
