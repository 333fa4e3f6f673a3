import { LineCutter, splitLines } from '../text/cutLines.ts';
import { decodeUtf8, readHead } from '../text/decode.ts';
import type { TextEdit } from '../text/edit.ts';
import type { DocumentFacts, DocumentLinter, LineSplice } from './documentLinter.ts';
import type { LineText } from './readLine.ts';

/** The lines of a whole file in memory, and what its bytes say of its encoding. */
export function readDocument(bytes: Uint8Array, name: string): { lines: LineText[]; facts: DocumentFacts } {
  const { mark, markLength, unmarkedUtf16 } = readHead(bytes);
  const facts: DocumentFacts = { name, bytes: bytes.length, mark, unmarkedUtf16 };
  const lines: LineText[] = [];
  const cutter = new LineCutter();
  const take = (line: { bytes: Uint8Array }) => {
    const { text, invalidAt } = decodeUtf8(line.bytes);
    lines.push({ text, invalidUtf8At: invalidAt });
  };
  cutter.push(bytes.subarray(markLength), take);
  cutter.end(take);
  return { lines, facts };
}

/** The lines of a text that was never saved. */
export function readText(
  text: string,
  name: string,
  marked: boolean,
): { lines: LineText[]; facts: DocumentFacts } {
  return {
    lines: splitLines(text).map(line => ({ text: line })),
    facts: { name, mark: marked ? 'utf-8' : undefined },
  };
}

/** The lines that an edit replaces. Positions past the end mean the end, as in an editor. */
export function spliceFor(linter: DocumentLinter, { range, newText }: TextEdit): LineSplice {
  const last = linter.lineCount - 1;
  const from = Math.min(range.start.line, last);
  const to = Math.min(range.end.line, last);
  const isWholeLines = range.start.character === 0 && range.end.character === 0 && range.end.line <= last;
  if (isWholeLines && /^$|[\r\n]$/.test(newText)) {
    // The line behind is left alone, so that what was read of its bytes is not forgotten.
    const insert = splitLines(newText).slice(0, -1);
    return { from, remove: to - from, insert: insert.map(text => ({ text })) };
  }
  const head = linter.line(from).slice(0, range.start.line > last ? undefined : range.start.character);
  const tail = range.end.line > last ? '' : linter.line(to).slice(range.end.character);
  return {
    from,
    remove: to - from + 1,
    insert: splitLines(head + newText + tail).map(text => ({ text })),
  };
}
