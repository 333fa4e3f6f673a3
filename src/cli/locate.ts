import type { Finding } from '../core/lint/finding.ts';
import { isUnread } from '../core/lint/datasetFacts.ts';
import { readLines } from '../core/lint/readLines.ts';
import type { DatasetSource } from '../core/lint/streamLinter.ts';
import { decodeUtf8, HEAD_BYTES, readHead } from '../core/text/decode.ts';
import type { LocatedFinding } from './formatters/formatter.ts';

/** Findings in the order of the text, without looking for their lines. */
export async function* withoutLines(findings: readonly Finding[]): AsyncGenerator<LocatedFinding> {
  for (const finding of findings) yield { finding, line: undefined };
}

/**
 * Findings in the order of the text, each with its line. The file is read once more for that, line by line, so that
 * it need not be kept. A file in UTF-16 has no lines to show, and one that shrank has fewer.
 */
export async function* withLines(
  source: DatasetSource,
  findings: readonly Finding[],
  signal: AbortSignal,
): AsyncGenerator<LocatedFinding> {
  let next = 0;
  const unread = isUnread(readHead(source.read(0, HEAD_BYTES)));
  if (findings.length > 0 && !unread) {
    for await (const lines of readLines(source, signal)) {
      for (const { number, bytes } of lines) {
        if (findings[next]?.range.start.line !== number) continue;
        const line = decodeUtf8(bytes).text;
        for (; findings[next]?.range.start.line === number; next++) yield { finding: findings[next]!, line };
      }
      if (next === findings.length) return;
    }
  }
  yield* withoutLines(findings.slice(next));
}
