import { type ConvertOptions, convertExample } from '../core/convert/convertExample.ts';
import { LOSSES, type LossKind, REFUSALS, type RefusalKind } from '../core/convert/loss.ts';
import { WRITERS } from '../core/convert/writers.ts';
import { readableExample } from '../core/diff/readableExample.ts';
import { type FileFormat, formatInFile } from '../core/formats/fileFormat.ts';
import type { FormatId } from '../core/formats/format.ts';
import { parseExactly, stringifyExactly } from '../core/jsonl/exactNumbers.ts';
import { isObject } from '../core/jsonl/shape.ts';
import { readLines } from '../core/lint/readLines.ts';
import type { TableColumns } from '../core/rows/tableExamples.ts';
import { decodeUtf8 } from '../core/text/decode.ts';
import type { ConversionOffer, ConversionOffers } from '../protocol/lint.ts';
import { formatOfFile } from './formatOfFile.ts';
import { openLines } from './openLines.ts';
import { isTableFile } from './tables/tableFile.ts';

/** Examples that are tried in every format. */
const SAMPLE = 200;

/** Tries the first examples of a file in every format that can be written. */
export async function conversionOffers(
  file: string,
  options: ConvertOptions,
  columns?: TableColumns,
  signal?: AbortSignal,
): Promise<ConversionOffers> {
  const format = await formatOfFile(file, signal, columns);
  const sample = await firstLines(file, SAMPLE, columns, signal);
  const offers = WRITERS.map(({ format: to }) => offerOf(sample, format, to, options));
  return {
    format,
    examples: sample.length,
    // The order of the formats decides between equals: sorting is stable.
    // The file's own format is worth offering only where the examples would be written otherwise.
    offers: offers
      .filter(({ to, written, changes }) => written > 0 && (to !== format || changes || isTableFile(file)))
      .sort((a, b) => b.written - a.written || a.lost.length - b.lost.length),
  };
}

/** The first examples before and after a conversion, as two texts for people to compare. */
export async function conversionPreview(
  file: string,
  to: FormatId,
  options: ConvertOptions,
  columns?: TableColumns,
  signal?: AbortSignal,
): Promise<{ before: string; after: string }> {
  const format = await formatOfFile(file, signal, columns);
  const sample = await firstLines(file, PREVIEWED, columns, signal);
  const before: string[] = [];
  const after: string[] = [];
  for (const [index, line] of sample.entries()) {
    const heading = `--- example ${index + 1} ---\n`;
    before.push(heading + readableExample(line));
    after.push(heading + converted(line, format, to, options));
  }
  return { before: before.join('\n'), after: after.join('\n') };
}

const PREVIEWED = 10;

function offerOf(
  sample: readonly string[],
  file: FileFormat,
  to: FormatId,
  options: ConvertOptions,
): ConversionOffer {
  const lost = new Set<LossKind>();
  const refused = new Set<RefusalKind>();
  let written = 0;
  let changes = false;
  for (const line of sample) {
    const result = convertLine(line, file, to, options);
    if (typeof result === 'string') refused.add(result);
    else {
      written += 1;
      changes ||= result.values.length !== 1 || stringifyExactly(result.values[0]) !== sameSpelling(line);
      for (const kind of result.lost) lost.add(kind);
    }
  }
  return { to, written, changes, lost: [...lost], refused: [...refused] };
}

/** A line as it would be written, were nothing else changed. */
function sameSpelling(line: string): string {
  return stringifyExactly(parseExactly(line));
}

function converted(line: string, file: FileFormat, to: FormatId, options: ConvertOptions): string {
  const result = convertLine(line, file, to, options);
  if (typeof result === 'string') return `Left out: ${REFUSALS[result]}\n`;
  const texts = result.values.map(value => readableExample(stringifyExactly(value)));
  const losses = result.lost.map(kind => `! ${LOSSES[kind]}\n`);
  return [...texts, ...losses].join('');
}

function convertLine(line: string, file: FileFormat, to: FormatId, options: ConvertOptions) {
  const value = parseExactly(line);
  if (!isObject(value)) return 'no-json' as const;
  const format = formatInFile(value, file, undefined);
  if (!format) return 'unknown-format' as const;
  const result = convertExample(value, format, to, options);
  return 'refused' in result ? result.refused : result;
}

async function firstLines(
  file: string,
  most: number,
  columns: TableColumns | undefined,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const source = await openLines(file, signal, columns);
  const found: string[] = [];
  try {
    for await (const lines of readLines(source, signal)) {
      for (const line of lines) {
        const { text } = decodeUtf8(line.bytes);
        if (text.trim() !== '') found.push(text);
        if (found.length === most) return found;
      }
    }
    return found;
  } finally {
    await source.close();
  }
}
