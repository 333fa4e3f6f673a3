import type { Partner } from '../../src/core/lint/datasetFacts.ts';
import { DocumentLinter } from '../../src/core/lint/documentLinter.ts';
import { readDocument } from '../../src/core/lint/readDocument.ts';
import type { LintReport } from '../../src/core/lint/report.ts';
import type { LintSettings } from '../../src/core/lint/settings.ts';
import { type DatasetSource, lintStream } from '../../src/core/lint/streamLinter.ts';

export interface LintOptions extends Partial<LintSettings> {
  file?: string;
  /** Size of the chunks in which the bytes arrive; all at once when absent. */
  chunk?: number;
  /** The other file of the pair. */
  beside?: Partner | undefined;
}

/** Lints text or bytes as the command line does, by way of the stream. */
export function lint(content: string | Uint8Array, options: LintOptions = {}): Promise<LintReport> {
  return lintStream(sourceOf(content, options), settingsOf(options), { partner: options.beside });
}

/** Lints text or bytes as the editor does. */
export function documentOf(content: string | Uint8Array, options: LintOptions = {}): DocumentLinter {
  const { lines, facts } = readDocument(bytesOf(content), options.file ?? 'train.jsonl');
  const document = new DocumentLinter(lines, facts, settingsOf(options));
  document.pairWith(options.beside);
  return document;
}

/** The same for lines that were never in a file. */
export function documentOfLines(lines: readonly string[], options: LintOptions = {}): DocumentLinter {
  const facts = { name: options.file ?? 'train.jsonl' };
  return new DocumentLinter(
    lines.map(text => ({ text })),
    facts,
    settingsOf(options),
  );
}

/** A file in memory. */
export function sourceOf(content: string | Uint8Array, options: LintOptions = {}): DatasetSource {
  const bytes = bytesOf(content);
  return {
    name: options.file ?? 'train.jsonl',
    chunks: {
      [Symbol.asyncIterator]: () =>
        chunksOf(bytes, options.chunk ?? (bytes.length || 1))[Symbol.asyncIterator](),
    },
    read: (at, n) => bytes.subarray(at, at + n),
  };
}

export function settingsOf({ file: _, chunk: __, beside: ___, ...settings }: LintOptions): LintSettings {
  return { target: 'generic', rules: {}, ...settings };
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

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
