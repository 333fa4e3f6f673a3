import path from 'node:path';
import { CONVERT_DEFAULTS, type ConvertOptions } from '../core/convert/convertExample.ts';
import {
  CONSUMER_IDS,
  formatForConsumer,
  readsReasoning,
  readsWeights,
} from '../core/convert/destinations.ts';
import { COLUMN_PARTS, type ColumnPart, type TableColumns } from '../core/rows/tableExamples.ts';
import type { AlpacaJoin } from '../core/convert/neutral.ts';
import { conversionSums, describeConversion } from '../core/convert/report.ts';
import { WRITABLE } from '../core/convert/writers.ts';
import type { FormatId } from '../core/formats/format.ts';
import { formatTitle } from '../core/formats/registry.ts';
import { suggest } from '../core/util/suggest.ts';
import { convertFile, type ConvertedFile } from '../node/convertFile.ts';
import { formatOfFile } from '../node/formatOfFile.ts';
import { isTableFile } from '../node/tables/tableFile.ts';
import { tableFacts } from '../node/tables/tableLines.ts';
import { type Arguments, textOption, usageProblem } from './arguments.ts';
import { EXIT, type Io } from './io.ts';
import { progressOf } from './progress.ts';
import { neutral } from './terminal/neutral.ts';

/** Runs `tunewright convert` and returns the exit code. */
export async function runConvert(given: Arguments, io: Io): Promise<number> {
  const [file, ...more] = given.words;
  if (file === undefined || more.length > 0 || file === '-') {
    throw usageProblem(
      'Exactly one file is converted at a time.',
      'Write tunewright convert FILE --to FORMAT.',
    );
  }
  const absolute = path.resolve(io.cwd, file);
  const from = textOption(given, 'from') as FormatId | undefined;
  const columns = columnsOf(given);
  const { to, consumer } = await destinationOf(given, from, { file: absolute, columns }, io);
  if (columns === undefined) await tellGuess(absolute, io);
  const out = textOption(given, 'out');
  let progress: ReturnType<typeof progressOf> | undefined;
  const converted = await convertFile(
    {
      file: absolute,
      from,
      to,
      options: optionsOf(given, consumer),
      columns,
      strict: given.options.has('strict'),
      ...(out !== undefined && { out: path.resolve(io.cwd, out) }),
    },
    io.signal,
    (bytes, total) => {
      progress ??= progressOf(io, neutral(file), total);
      progress.update(bytes);
    },
  );
  await progress?.end();
  await tellConversion(converted, to, given, io);
  return converted.lost.length + converted.refused.length === 0 ? EXIT.clean : EXIT.findings;
}

async function tellConversion(
  converted: ConvertedFile,
  to: FormatId,
  given: Arguments,
  { stdout, cwd }: Io,
): Promise<void> {
  const shown = converted.path === undefined ? undefined : shownPath(converted.path, cwd);
  if (textOption(given, 'output') === 'json') {
    const oneBased = <T extends { lines: number[] }>(tallies: T[]) =>
      tallies.map(tally => ({ ...tally, lines: tally.lines.map(line => line + 1) }));
    const { examples, written, lost, refused } = converted;
    const report = { examples, written, lost: oneBased(lost), refused: oneBased(refused) };
    await stdout.write(`${JSON.stringify({ file: shown ?? null, format: to, ...report }, null, 2)}\n`);
    return;
  }
  for (const sentence of describeConversion(converted)) await stdout.write(`${neutral(sentence)}\n`);
  const sums = conversionSums(converted);
  await stdout.write(
    shown !== undefined
      ? `${sums} Written: ${neutral(shown)} (${formatTitle(to)}).\n`
      : 'Nothing was written, because something would be lost. Leave out --strict to write it all the same.\n',
  );
}

/** Relative to the working directory as long as it lies inside. */
function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') ? file : relative;
}

function optionsOf(given: Arguments, consumer: string | undefined): ConvertOptions {
  const model = textOption(given, 'model');
  return {
    reasoning: readsReasoning(consumer),
    weights: readsWeights(consumer),
    alpacaJoin: (textOption(given, 'alpaca-join') as AlpacaJoin | undefined) ?? CONVERT_DEFAULTS.alpacaJoin,
    ...(model !== undefined && { model }),
  };
}

/** What `--columns` says, such as `prompt=question,answer=reply`. */
function columnsOf(given: Arguments): TableColumns | undefined {
  const written = textOption(given, 'columns');
  if (written === undefined) return undefined;
  const remedy = `Write --columns prompt=COLUMN,answer=COLUMN; there are ${COLUMN_PARTS.join(', ')}.`;
  const columns: TableColumns = {};
  for (const pair of written.split(',')) {
    const [, part, column] = /^\s*(\w+)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    if (column === undefined || !(COLUMN_PARTS as readonly string[]).includes(part!))
      throw usageProblem(`"${pair}" says of no column what it means.`, remedy);
    columns[part as ColumnPart] = column;
  }
  return columns;
}

/** Says what the columns of a table are taken for, so that a wrong guess is seen. */
async function tellGuess(file: string, { stderr, signal }: Io): Promise<void> {
  if (!isTableFile(file)) return;
  const { isFormat, guess } = await tableFacts(file, signal);
  const told = Object.entries(guess).map(([part, column]) => `${part}=${column}`);
  if (!isFormat && told.length > 0)
    await stderr.write(`${neutral(`Columns: ${told.join(', ')}. Say it otherwise with --columns.`)}\n`);
}

/** The format that `--to` names, or that of the consumer that it names. */
async function destinationOf(
  given: Arguments,
  from: FormatId | undefined,
  { file, columns }: { file: string; columns: TableColumns | undefined },
  { signal }: Io,
): Promise<{ to: FormatId; consumer?: string }> {
  const named = textOption(given, 'to');
  if (named === undefined) {
    throw usageProblem('Nobody says which format is wanted.', 'Add --to FORMAT, for example --to sharegpt.');
  }
  if ((WRITABLE as readonly string[]).includes(named)) return { to: named as FormatId };
  if (!CONSUMER_IDS.includes(named)) {
    throw usageProblem(
      `No format "${named}" can be written.`,
      suggest(named, [...WRITABLE, ...CONSUMER_IDS]),
    );
  }
  const format = from ?? (await formatOfFile(file, signal, columns));
  if (format === 'none' || format === 'unknown') {
    throw usageProblem(
      'The format of the file is not recognised.',
      'Name it with --from, or say what its keys mean with --columns prompt=KEY,answer=KEY.',
    );
  }
  const to = formatForConsumer(named, format);
  if (to !== undefined) return { to, consumer: named };
  throw usageProblem(
    `${named} has no format for what ${formatTitle(format)} examples hold.`,
    'Name a format with --to that it has, such as one of chats.',
  );
}
