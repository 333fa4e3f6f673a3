import { type ByteLine, LineCutter } from '../text/cutLines.ts';
import { HEAD_BYTES, readHead } from '../text/decode.ts';
import { cancelledProblem } from '../util/problem.ts';
import type { DatasetSource } from './streamLinter.ts';

/** A line of a dataset as it stands in the file. */
export interface FileLine extends ByteLine {
  /** Zero-based. */
  number: number;
}

/**
 * Reads the lines of a file, as many at a time as a chunk completes; their bytes are valid until the next are asked
 * for. As for the linter, a byte order mark belongs to no line and the empty line after the final line break is none.
 * Offsets count from the start of the file.
 */
export async function* readLines(source: DatasetSource, signal?: AbortSignal): AsyncGenerator<FileLine[]> {
  const { markLength } = readHead(source.read(0, HEAD_BYTES));
  const cutter = new LineCutter();
  let skip = markLength;
  let number = 0;
  let lines: FileLine[] = [];
  const take = (line: ByteLine) => {
    if (line.terminator === '' && line.bytes.length === 0) return;
    lines.push({ ...line, offset: line.offset + markLength, number: number++ });
  };
  for await (const chunk of source.chunks) {
    if (signal?.aborted) throw cancelledProblem();
    cutter.push(chunk.subarray(skip), take);
    skip = Math.max(0, skip - chunk.length);
    yield lines;
    lines = [];
  }
  cutter.end(take);
  yield lines;
}
