import type { FilePlace } from './promptFile.ts';
import type { RenderedSlot } from './renderPrompt.ts';

/**
 * Where a character of a rendered text comes from. Text that was copied leads to its own character, a value to the
 * tag that put it in; what has no span leads to the next place before it that has one.
 * @param offset in the rendered text, in UTF-16 units
 * @param own path of the prompt file, which included templates may name as well
 */
export function outputPlace({ slot, spans }: RenderedSlot, offset: number, own: string): FilePlace {
  // The last span that begins at or before the offset; at a border the one that begins there.
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  const span = spans[low - 1] ?? spans[0];
  const file = span?.template ?? slot.file;
  const named = file === undefined || file === own ? {} : { file };
  if (!span) return { ...named, ...slot.map.rangeToFile({ start: 0, end: 0 }) };
  const range = span.kind === 'text' ? characterAt(span, offset) : span.from;
  // An included template stands in its file as it is.
  return { ...named, ...(span.template === undefined ? slot.map.rangeToFile(range) : range) };
}

function characterAt(span: RenderedSlot['spans'][number], offset: number): { start: number; end: number } {
  const last = Math.max(span.from.start, span.from.end - 1);
  const start = Math.min(span.from.start + Math.max(0, offset - span.start), last);
  return { start, end: start };
}
