import type { TextEdit } from '../../src/core/text/edit.ts';

/**
 * Applies edits to lines (without terminators). `newText` may contain line breaks. The edits are in order and do
 * not overlap. Positions past the end of the text mean its end.
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
