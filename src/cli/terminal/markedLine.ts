import { excerptOf } from './excerpt.ts';
import type { Paint, Style } from './style.ts';

/** Two lines of text: the surroundings of `from` to `to` (UTF-16 units) in a line, and a mark below them. */
export function markedLine(
  line: string,
  from: number,
  to: number,
  look: { room: number; indent: string; style: Style; paint: Paint },
): string {
  const { before, marked, after, indent, length } = excerptOf(line, from, to, look.room);
  const { dim } = look.style;
  const mark = look.paint('^'.repeat(length));
  return `${look.indent}${dim(before)}${marked}${dim(after)}\n${look.indent}${' '.repeat(indent)}${mark}\n`;
}
