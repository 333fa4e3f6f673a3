import { mayBeginLayout } from '../core/lint/layout.ts';
import { rewriteBytes, wideEncoding } from '../core/lint/rewrites.ts';
import type { TableColumns } from '../core/rows/tableExamples.ts';
import { splitLines } from '../core/text/cutLines.ts';
import { decodeUtf8, HEAD_BYTES, readHead } from '../core/text/decode.ts';
import { type OpenDataset, openDataset, spoolDataset } from './datasetSource.ts';
import { isTableFile } from './tables/tableFile.ts';
import { openTableLines } from './tables/tableLines.ts';

/** Bytes of the beginning that tell how a file is laid out. */
const LOOK_BYTES = 64 * 1024;

/**
 * Opens a file whose examples may be laid out in other ways than one a line: as one JSON array, spread over lines, or
 * in UTF-16, or as rows of a table. What is read is always JSONL in UTF-8; the file stays as it is. Line numbers are
 * then those of the examples, from 0. `columns` says what the columns of a table mean; guessed when absent.
 */
export async function openLines(
  file: string,
  signal?: AbortSignal,
  columns?: TableColumns,
): Promise<OpenDataset> {
  if (isTableFile(file) || columns) return openTableLines(file, columns, signal);
  const source = await openDataset(file, signal);
  if (!isLaidOutOtherwise(source)) return source;
  try {
    const bytes = await wholeOf(source);
    const utf8 = rewriteBytes(bytes, 'to-utf8').bytes;
    const lines = rewriteBytes(utf8, 'to-json-lines').bytes;
    return await spoolDataset(once(lines), source.name, signal);
  } finally {
    await source.close();
  }
}

function isLaidOutOtherwise(source: OpenDataset): boolean {
  const head = source.read(0, LOOK_BYTES);
  if (wideEncoding(head.subarray(0, HEAD_BYTES))) return true;
  const { markLength } = readHead(head);
  const lines = splitLines(decodeUtf8(head.subarray(markLength)).text);
  const first = lines.find(line => line.trim() !== '');
  // A first line that is longer than the look is an object of one line, or an array that begins at once.
  return (
    first !== undefined && (lines.length > 1 ? mayBeginLayout(first) : first.trimStart().startsWith('['))
  );
}

async function wholeOf(source: OpenDataset): Promise<Uint8Array> {
  const bytes = new Uint8Array(source.bytes);
  let at = 0;
  for await (const chunk of source.chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes.subarray(0, at);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
