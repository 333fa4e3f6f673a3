import path from 'node:path';
import type { FindingTotals } from '../core/lint/finding.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import { lintStream } from '../core/lint/streamLinter.ts';
import type { PrepareChoice, PreparedPart, PreparePlan } from '../core/prepare/plan.ts';
import { describeApplied, describeFiles, describeLeft, nextStep } from '../core/prepare/report.ts';
import { copyStream } from '../node/copyStream.ts';
import { openDataset, sizeOfDataset } from '../node/datasetSource.ts';
import { isTableFile } from '../node/tables/tableFile.ts';
import { analyseFile, type PreparedFiles, writePrepared } from '../node/writePrepared.ts';
import { acceptedIds } from './acceptOption.ts';
import { type Arguments, textOption, usageProblem, wholeNumberOption } from './arguments.ts';
import { DatasetOptions } from './datasetOptions.ts';
import { EXIT, type Io } from './io.ts';
import { planText } from './prepareText.ts';
import { progressOf } from './progress.ts';
import { neutral } from './terminal/neutral.ts';
import { type Style, styleFor, wantsColour } from './terminal/style.ts';

/** Runs `tunewright prepare` and returns the exit code. */
export async function runPrepare(given: Arguments, io: Io): Promise<number> {
  const file = fileOf(given);
  const split = splitOf(given);
  const out = textOption(given, 'out');
  if (file !== '-') {
    return prepareFile({ file, absolute: path.resolve(io.cwd, file), split, out }, given, io);
  }
  const copy = await copyStream(io.stdin, STDIN, io.signal);
  try {
    return await prepareFile({ file: STDIN, absolute: copy.path, split, out: out ?? '.' }, given, io);
  } finally {
    await copy.remove();
  }
}

interface PrepareJob {
  /** As it is shown and as the project file knows it. */
  file: string;
  /** Where its bytes are. */
  absolute: string;
  split: PrepareChoice['split'];
  /** Absent: beside the file, and only when something changed. */
  out: string | undefined;
}

/** What standard input is called, and what is written of it after. */
const STDIN = 'stdin.jsonl';

async function prepareFile(
  { file, absolute, split, out }: PrepareJob,
  given: Arguments,
  io: Io,
): Promise<number> {
  const settings = await new DatasetOptions(given, io).settingsOf(file);
  const style = styleFor(wantsColour(io.stdout, io.env));
  const plan = await withProgress(io, file, absolute, onProgress =>
    analyseFile(absolute, settings, { signal: io.signal, onProgress }),
  );
  const accept = acceptedIds(textOption(given, 'accept') ?? 'safe', plan);
  await io.stdout.write(planText(file, plan, new Set(accept), style));
  const choice: PrepareChoice = { accept, ...(split && { split }) };
  const prepared = await withProgress(io, file, absolute, onProgress =>
    writePrepared(absolute, plan, choice, {
      signal: io.signal,
      onProgress,
      ...(out !== undefined && { out: path.resolve(io.cwd, out) }),
    }),
  );
  return tellResult(prepared, plan, absolute, io, style);
}

function fileOf({ words }: Arguments): string {
  const [file] = words;
  if (file === undefined || words.length > 1) {
    throw usageProblem(
      'Exactly one file can be prepared at a time.',
      'Write tunewright prepare FILE, or - for standard input.',
    );
  }
  if (isTableFile(file)) {
    throw usageProblem(
      `${file} is a table, and examples are prepared.`,
      `Make examples of its rows first: tunewright convert ${file} --to prompt-completion, or another format.`,
    );
  }
  return file;
}

function splitOf(given: Arguments): PrepareChoice['split'] {
  const text = textOption(given, 'split');
  const seed = wholeNumberOption(given, 'seed');
  if (text === undefined) {
    if (seed === undefined) return undefined;
    throw usageProblem('--seed decides how a split is made, but none is asked for.', 'Add --split 0.8.');
  }
  const fraction = Number(text);
  if (!(fraction > 0 && fraction < 1)) {
    throw usageProblem(`--split must lie between 0 and 1, not "${text}".`, 'Write for example --split 0.8.');
  }
  return { fraction, ...(seed !== undefined && { seed }) };
}

async function withProgress<T>(
  io: Io,
  file: string,
  absolute: string,
  work: (onProgress: (step: string, bytes: number) => void) => Promise<T>,
): Promise<T> {
  const bytes = await sizeOfDataset(absolute, file);
  const bars = new Map<string, ReturnType<typeof progressOf>>();
  let last: ReturnType<typeof progressOf> | undefined;
  try {
    return await work((step, done) => {
      last = bars.get(step) ?? progressOf(io, `${neutral(file)} ${step}`, bytes);
      bars.set(step, last);
      last.update(done);
    });
  } finally {
    await last?.end();
  }
}

/** Says what was done, lints what was written, and says what is left and what comes next. */
async function tellResult(
  prepared: PreparedFiles,
  { settings, format }: PreparePlan,
  original: string,
  io: Io,
  style: Style,
): Promise<number> {
  const nameOf = (part: PreparedPart) => {
    const file = prepared.files[part];
    return file && shownPath(file, io);
  };
  const done = describeApplied(prepared).map(line => `Done: ${neutral(line)}`);
  const told = [...done, ...describeFiles(prepared, nameOf), ...prepared.reminders.map(neutral)];
  for (const line of told) await io.stdout.write(`${line}\n`);
  const written = Object.entries(prepared.files) as [PreparedPart, string][];
  let errors = 0;
  for (const [part, file] of written.length > 0 ? written : ([['all', original]] as const)) {
    const left = await findingsLeft(file, part, settings, io);
    errors += left.error;
    const words = describeLeft(left);
    if (words !== undefined) {
      const text = `${words}: tunewright lint ${asWord(shownPath(file, io))}`;
      await io.stdout.write(`${left.error > 0 ? style.red(text) : style.yellow(text)}\n`);
    }
  }
  const next = nextStep({ name: shownPath(original, io), format }, nameOf, errors);
  await io.stdout.write(`${style.bold(next)}\n`);
  return errors > 0 ? EXIT.findings : EXIT.clean;
}

/** Relative to the working directory as long as it lies inside. */
function shownPath(file: string, { cwd }: Io): string {
  const relative = path.relative(cwd, file);
  return neutral(relative.startsWith('..') ? file : relative);
}

/** A path as one word of a shell. */
function asWord(file: string): string {
  return /[^\w./\\:@%+=,-]/.test(file) ? `"${file}"` : file;
}

async function findingsLeft(
  file: string,
  part: PreparedPart,
  settings: LintSettings,
  { signal }: Io,
): Promise<FindingTotals> {
  const own: LintSettings = part === 'validation' ? { ...settings, purpose: 'validation' } : settings;
  const source = await openDataset(file, signal);
  try {
    return (await lintStream(source, own, { signal })).totals;
  } finally {
    await source.close();
  }
}
