import type { FormatId } from '../formats/format.ts';
import { parseExactly, stringifyExactly } from '../jsonl/exactNumbers.ts';
import { isObject } from '../jsonl/shape.ts';
import { readLines } from '../lint/readLines.ts';
import type { DatasetSource } from '../lint/streamLinter.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { type ConvertOptions, convertExample } from './convertExample.ts';
import type { LossKind, RefusalKind } from './loss.ts';

/** How often something happened and on which lines, zero-based; of many only the first are named. */
export interface Tally<Kind> {
  kind: Kind;
  examples: number;
  lines: number[];
}

/** What became of a dataset. */
export interface ConvertReport {
  /** Lines that were read; blank ones do not count. */
  examples: number;
  /** Lines that were written: a pair may become two. */
  written: number;
  lost: Tally<LossKind>[];
  refused: Tally<RefusalKind>[];
}

export interface ConvertStreamOptions {
  options: ConvertOptions;
  signal?: AbortSignal | undefined;
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Lines that are named for each thing that happened. */
const NAMED_LINES = 20;

/**
 * Reads a dataset of any size and hands over its examples in another format, each as a line without its end.
 * `formatOf` says what an example is; undefined where nobody can tell.
 */
export async function convertStream(
  source: DatasetSource,
  formatOf: (value: Readonly<Record<string, unknown>>) => FormatId | undefined,
  to: FormatId,
  take: (line: string) => unknown,
  { options, signal, onProgress }: ConvertStreamOptions,
): Promise<ConvertReport> {
  const lost = new Map<LossKind, Tally<LossKind>>();
  const refused = new Map<RefusalKind, Tally<RefusalKind>>();
  const report: ConvertReport = { examples: 0, written: 0, lost: [], refused: [] };
  for await (const lines of readLines(source, signal)) {
    for (const line of lines) {
      const { text, invalidAt } = decodeUtf8(line.bytes);
      if (text.trim() === '') continue;
      report.examples += 1;
      const value = invalidAt === undefined ? parseExactly(text.replace(/^\ufeff/, '')) : undefined;
      const format = isObject(value) ? formatOf(value) : undefined;
      if (!isObject(value) || !format) {
        count(refused, isObject(value) ? 'unknown-format' : 'no-json', line.number);
        continue;
      }
      const converted = convertExample(value, format, to, { ...options, number: report.examples });
      if ('refused' in converted) {
        count(refused, converted.refused, line.number);
        continue;
      }
      for (const kind of converted.lost) count(lost, kind, line.number);
      for (const one of converted.values) await take(stringifyExactly(one));
      report.written += converted.values.length;
    }
    const last = lines.at(-1);
    if (last) onProgress?.(last.offset + last.length);
  }
  const most = (a: Tally<unknown>, b: Tally<unknown>) => b.examples - a.examples;
  report.lost = [...lost.values()].sort(most);
  report.refused = [...refused.values()].sort(most);
  return report;
}

function count<Kind>(tallies: Map<Kind, Tally<Kind>>, kind: Kind, line: number): void {
  const tally = tallies.get(kind) ?? { kind, examples: 0, lines: [] };
  tallies.set(kind, tally);
  tally.examples += 1;
  if (tally.lines.length < NAMED_LINES) tally.lines.push(line);
}
