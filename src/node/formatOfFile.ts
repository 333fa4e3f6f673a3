import {
  type FileFormat,
  majorityFormat,
  SAMPLE_EXAMPLES,
  type Vote,
  voteOf,
} from '../core/formats/fileFormat.ts';
import { readLines } from '../core/lint/readLines.ts';
import type { TableColumns } from '../core/rows/tableExamples.ts';
import { decodeUtf8 } from '../core/text/decode.ts';
import { openLines } from './openLines.ts';

/** What the first examples of a file show it to be. */
export async function formatOfFile(
  file: string,
  signal?: AbortSignal,
  columns?: TableColumns,
): Promise<FileFormat> {
  const source = await openLines(file, signal, columns);
  try {
    const votes: Vote[] = [];
    for await (const lines of readLines(source, signal)) {
      for (const line of lines) {
        const { text } = decodeUtf8(line.bytes);
        if (text.trim() === '') continue;
        votes.push(voteOf(parsed(text), undefined));
        if (votes.length >= SAMPLE_EXAMPLES) return majorityFormat(votes);
      }
    }
    return majorityFormat(votes);
  } finally {
    await source.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
