import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { convertExample } from '../../core/convert/convertExample.ts';
import { CONSUMER_IDS, formatsForConsumer } from '../../core/convert/destinations.ts';
import { writerOf } from '../../core/convert/writers.ts';
import { formatInFile } from '../../core/formats/fileFormat.ts';
import type { FormatId } from '../../core/formats/format.ts';
import { parseExactly } from '../../core/jsonl/exactNumbers.ts';
import { isObject } from '../../core/jsonl/shape.ts';
import type { ChooseFix } from '../../core/lint/mendLine.ts';
import { planStreamFixes } from '../../core/lint/fixStream.ts';
import { readLines } from '../../core/lint/readLines.ts';
import { worstFindings } from '../../core/lint/report.ts';
import type { LintSettings } from '../../core/lint/settings.ts';
import { lintStream } from '../../core/lint/streamLinter.ts';
import type { DatasetTrial, TriedDataset } from '../../core/move/planMove.ts';
import { tokenizerFor } from '../../core/tokens/tokenizer.ts';
import { decodeUtf8 } from '../../core/text/decode.ts';
import { countTokens } from '../../core/tune/preflight/countTokens.ts';
import { convertFile } from '../convertFile.ts';
import { openDataset } from '../datasetSource.ts';
import { fixFile } from '../fixFile.ts';
import { formatOfFile } from '../formatOfFile.ts';
import { openLines } from '../openLines.ts';

/** Fixes that a move makes by itself: those that keep the meaning. */
export const MOVE_FIXES: ChooseFix = (_, fix) => fix.safety === 'safe' && fix.rewrite !== 'rename-to-jsonl';

/**
 * Finds out what a dataset needs in another place, without leaving anything behind: what is converted is written into a
 * folder for temporary files, so that the linter judges the very bytes.
 */
export async function tryDataset(trial: DatasetTrial, signal?: AbortSignal): Promise<TriedDataset> {
  const { path: file, settings, consumer } = trial;
  const before = await lintFile(file, settings, signal);
  const format = await formatOfFile(file, signal);
  const known = format === 'none' || format === 'unknown' ? undefined : format;
  const learning = await learningOf(file, known, signal);
  const to = known && formatThere(consumer, known, learning.learnsLastOnly);
  const isKept = to === undefined || (to === known && (await isPlainLines(file, signal)));
  // A consumer whose formats are not known here takes what there is.
  const kept = isKept && (to !== undefined || !CONSUMER_IDS.includes(consumer));
  if (!isKept) return converted({ ...trial, to }, before, learning, signal);
  const bytes = (await stat(file)).size;
  const { fixable, after } = await fixedReport(file, settings, before, signal);
  return {
    ...{ format: before.format, kept, ...(to !== undefined && { to }) },
    ...{ examples: before.examples, written: before.examples },
    ...{ lost: lostWeights(trial, learning), refused: [], fixes: fixable },
    ...{ before: before.totals, after: after.totals, worst: worstFindings(after.findings, MOST_FINDINGS) },
    ...{ bytes, longestTokens: await longest(file, before.format, signal) },
    ...learning.facts,
  };
}

const MOST_FINDINGS = 5;

/** A file that stays as it is still loses what the consumer does not follow. */
function lostWeights({ options }: DatasetTrial, { weightedLines, facts }: Learning): TriedDataset['lost'] {
  if (options.weights !== false || !facts.weighted) return [];
  return [{ kind: 'weights', examples: weightedLines.length, lines: weightedLines.slice(0, NAMED_LINES) }];
}

const NAMED_LINES = 20;

function formatThere(consumer: string, from: FormatId, learnsLastOnly: boolean): FormatId | undefined {
  const formats = formatsForConsumer(consumer, from);
  // The first that learns the last answer alone is right only where nothing else was to be learnt.
  return learnsLastOnly ? formats[0] : formats.at(-1);
}

interface Learning {
  learnsLastOnly: boolean;
  /** Zero-based. */
  weightedLines: number[];
  facts: Pick<TriedDataset, 'weighted' | 'learnsLastOnly' | 'columns'>;
}

/** What is learnt of the examples of a file, and which keys they have. */
async function learningOf(
  file: string,
  format: FormatId | undefined,
  signal: AbortSignal | undefined,
): Promise<Learning> {
  const columns = new Set<string>();
  const weightedLines: number[] = [];
  let learnsLastOnly = true;
  const source = await openLines(file, signal);
  try {
    for await (const lines of readLines(source, signal)) {
      for (const { bytes, number } of lines) {
        const value = parseExactly(decodeUtf8(bytes).text.replace(/^\ufeff/, ''));
        if (!isObject(value)) continue;
        for (const key of Object.keys(value)) columns.add(key);
        const own = format && formatInFile(value, format, undefined);
        if (!own || writerOf(own)?.kind !== 'chat') continue;
        const last = convertExample(value, own, 'trl-conversational-pc');
        if (last.lost.some(kind => kind === 'earlier-answers' || kind === 'weights') || 'refused' in last)
          learnsLastOnly = false;
        const all = convertExample(value, own, 'openai-sft', {
          reasoning: true,
          weights: false,
          alpacaJoin: 'line',
        });
        if (all.lost.some(kind => kind === 'weights')) weightedLines.push(number);
      }
    }
  } finally {
    await source.close();
  }
  const weighted = weightedLines.length > 0;
  return { learnsLastOnly, weightedLines, facts: { weighted, learnsLastOnly, columns: [...columns] } };
}

async function converted(
  trial: DatasetTrial & { to: FormatId },
  before: Awaited<ReturnType<typeof lintFile>>,
  learning: Learning,
  signal: AbortSignal | undefined,
): Promise<TriedDataset> {
  const { path: file, to, options, settings } = trial;
  const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-move-'));
  try {
    const report = await convertFile({ file, to, options, out: folder }, signal);
    const written = report.path!;
    const after = await lintFile(written, { ...settings, format: to }, signal);
    const { facts } = await learningOf(written, to, signal);
    return {
      ...{ format: before.format, to, kept: false, examples: report.examples, written: report.written },
      ...{ lost: report.lost, refused: report.refused, fixes: 0 },
      ...{ before: before.totals, after: after.totals },
      ...{ worst: worstFindings(after.findings, MOST_FINDINGS), bytes: (await stat(written)).size },
      longestTokens: await longest(written, to, signal),
      // What is learnt is said by the file as it was; the new format may not be able to.
      ...{ ...learning.facts, columns: facts.columns },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lintFile(file: string, settings: LintSettings, signal: AbortSignal | undefined) {
  const source = await openDataset(file, signal);
  try {
    return await lintStream(source, settings, { signal });
  } finally {
    await source.close();
  }
}

/** What remains once the safe fixes are made. */
async function fixedReport(
  file: string,
  settings: LintSettings,
  before: Awaited<ReturnType<typeof lintFile>>,
  signal: AbortSignal | undefined,
) {
  const source = await openDataset(file, signal);
  try {
    const { fixable } = await planStreamFixes(source, settings, MOVE_FIXES, { signal });
    if (fixable === 0) return { fixable, after: before };
  } finally {
    await source.close();
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-move-'));
  try {
    const copy = path.join(folder, path.basename(file));
    await copyFile(file, copy);
    const { applied } = await fixFile(copy, settings, MOVE_FIXES, { signal });
    return { fixable: applied, after: await lintFile(copy, settings, signal) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the file is JSONL in UTF-8 already, so that its lines can stay as they are. */
async function isPlainLines(file: string, signal: AbortSignal | undefined): Promise<boolean> {
  const [plain, lines] = [await openDataset(file, signal), await openLines(file, signal)];
  await Promise.all([plain.close(), lines.close()]);
  return plain.bytes === lines.bytes;
}

async function longest(file: string, format: TriedDataset['format'], signal: AbortSignal | undefined) {
  const source = await openLines(file, signal);
  try {
    // What the new model's tokenizer counts is not known; any of them gives the order of it.
    const tokenizer = await tokenizerFor('gpt-4o');
    return (await countTokens(source.chunks, { format, tokenizer, signal })).longest;
  } finally {
    await source.close();
  }
}
