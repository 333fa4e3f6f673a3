import { FORMAT_IDS } from '../../src/core/formats/format.ts';
import type { LintReport } from '../../src/core/lint/report.ts';
import type { LintSettings } from '../../src/core/lint/settings.ts';
import { lintStream } from '../../src/core/lint/streamLinter.ts';

export interface LintOptions extends Partial<LintSettings> {
  file?: string;
  /** Size of the chunks in which the bytes arrive; all at once when absent. */
  chunk?: number;
}

/** Lints text or bytes as the command line does, by way of the stream. */
export function lint(content: string | Uint8Array, options: LintOptions = {}): Promise<LintReport> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { file, chunk, ...settings } = options;
  return lintStream(
    {
      name: file ?? 'train.jsonl',
      chunks: chunksOf(bytes, chunk ?? (bytes.length || 1)),
      read: (at, n) => bytes.subarray(at, at + n),
    },
    { target: 'generic', rules: {}, ...settings },
  );
}

/** `rule@line:start-end` of every finding, lines from 1 and columns from 0, for tables of expectations. */
export function brief(report: LintReport): string[] {
  return report.findings.map(
    ({ rule, range }) => `${rule}@${range.start.line + 1}:${range.start.character}-${range.end.character}`,
  );
}

export async function* chunksOf(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The formats that exist, for generators. */
export const anyFormat = FORMAT_IDS;
