import { readLines } from '../core/lint/readLines.ts';
import { decodeUtf8 } from '../core/text/decode.ts';
import { Problem } from '../core/util/problem.ts';
import { openDataset } from './datasetSource.ts';

/** The text of one line of a file of any size. Throws a `Problem` when the file has fewer lines by now. */
export async function readLineAt(file: string, number: number, signal?: AbortSignal): Promise<string> {
  const source = await openDataset(file, signal);
  try {
    for await (const lines of readLines(source, signal)) {
      const found = lines.find(line => line.number === number);
      if (found) return decodeUtf8(found.bytes).text;
    }
  } finally {
    await source.close();
  }
  throw new Problem({
    code: 'not-found',
    message: `The file has no line ${number + 1} any more.`,
    remedy: 'Compare the datasets again.',
  });
}
