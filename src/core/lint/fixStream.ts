import type { FileFormat } from '../formats/fileFormat.ts';
import { type ByteLine, joinBytes, LineCutter } from '../text/cutLines.ts';
import { decodeUtf8, HEAD_BYTES, readHead } from '../text/decode.ts';
import { Utf8Transcoder } from '../text/transcode.ts';
import { cancelledProblem, Problem } from '../util/problem.ts';
import { checkDataset } from './datasetChecker.ts';
import { isUnread } from './datasetFacts.ts';
import type { FileRewrite, Finding } from './finding.ts';
import type { LayoutKind } from './layout.ts';
import { LineChecker } from './lineChecker.ts';
import { type ChooseFix, chosenFix, MAX_PASSES, mendLine } from './mendLine.ts';
import { rewriteText, UTF8_MARK, wideEncoding, windows1252ToUtf8 } from './rewrites.ts';
import { type LintSettings, targetsOf } from './settings.ts';
import { type DatasetSource, type StreamOptions, scanStream } from './streamLinter.ts';

/** What the first reading of a file tells of how to fix it in the second. */
export interface StreamFixPlan {
  settings: LintSettings;
  /** The format by which the lines are judged. */
  format: FileFormat;
  layout: LayoutKind | undefined;
  /** Whether the lines can be read: not in UTF-16 and UTF-32, which must be converted first. */
  isUnread: boolean;
  /** Lines that rules about the whole file delete. */
  deletedLines: ReadonlySet<number>;
  /** Also `rename-to-jsonl`, which is left to the caller. */
  rewrites: ReadonlySet<FileRewrite>;
  /** How many findings have a chosen fix. When there is none, the second reading would change nothing. */
  fixable: number;
  /** Size of the file that was read. */
  bytes: number;
}

/** What was done, for the one who asked for it. */
export interface FixTally {
  /** Fixes that were applied. */
  applied: number;
  /** Characters that could not be kept and stand as U+FFFD. */
  replaced: number;
}

/** Reads a file of any size and works out what the chosen fixes need to know of it as a whole. */
export async function planStreamFixes(
  source: DatasetSource,
  settings: LintSettings,
  choose: ChooseFix,
  options: StreamOptions = {},
): Promise<StreamFixPlan> {
  const deletedLines = new Set<number>();
  const rewrites = new Set<FileRewrite>();
  let fixable = 0;
  const take = (finding: Finding) => {
    const fix = chosenFix(finding, choose);
    if (!fix) return undefined;
    fixable += 1;
    if (fix.rewrite) rewrites.add(fix.rewrite);
    return fix;
  };
  const facts = await scanStream(source, settings, take, options);
  for (const finding of checkDataset(facts, settings, targetsOf(settings))) {
    const line = take(finding)?.edits[0]?.range.start.line;
    if (line !== undefined) deletedLines.add(line);
  }
  const { format, file } = facts;
  return {
    settings,
    format,
    layout: file.layout,
    isUnread: isUnread(file),
    deletedLines,
    rewrites,
    fixable,
    bytes: file.bytes,
  };
}

/**
 * The bytes of the fixed file, in pieces. Whatever no fix touches is copied as it is: line breaks, a byte order mark,
 * bytes that are not UTF-8. What a change of the whole file uncovers is found by planning again with the result.
 * Throws a `Problem` when the file is no longer the one that was planned for, so that nothing is lost.
 */
export async function* fixedChunks(
  source: DatasetSource,
  plan: StreamFixPlan,
  choose: ChooseFix,
  tally: FixTally,
  options: StreamOptions = {},
): AsyncGenerator<Uint8Array> {
  const fixer = new StreamFixer(plan, choose, tally);
  let bytes = 0;
  for await (const chunk of source.chunks) {
    if (options.signal?.aborted) throw cancelledProblem();
    bytes += chunk.length;
    const out = fixer.push(chunk);
    if (out.length > 0) yield out;
    options.onProgress?.(bytes);
  }
  if (bytes !== plan.bytes) throw changedProblem(source.name);
  const rest = fixer.end();
  if (rest.length > 0) yield rest;
}

class StreamFixer {
  readonly #plan: StreamFixPlan;
  readonly #choose: ChooseFix;
  readonly #tally: FixTally;
  readonly #checker: LineChecker;
  readonly #cutter = new LineCutter();
  readonly #encoder = new TextEncoder();
  /** The first bytes of the file, until its encoding is known. */
  #head: Uint8Array | undefined = new Uint8Array(0);
  #transcoder: Utf8Transcoder | undefined;
  #out: Uint8Array[] = [];
  /** The lines of a file that is rewritten as a whole. */
  #texts: string[] = [];
  #line = 0;

  constructor(plan: StreamFixPlan, choose: ChooseFix, tally: FixTally) {
    this.#plan = plan;
    this.#choose = choose;
    this.#tally = tally;
    this.#checker = new LineChecker(plan.settings, targetsOf(plan.settings), plan.format);
    for (const rewrite of plan.rewrites) if (rewrite !== 'rename-to-jsonl') tally.applied += 1;
  }

  push(chunk: Uint8Array): Uint8Array {
    if (!this.#head) this.#read(chunk);
    else {
      this.#head = joinBytes([this.#head, chunk]);
      if (this.#head.length >= HEAD_BYTES) this.#begin();
    }
    return this.#flush();
  }

  end(): Uint8Array {
    if (this.#head) this.#begin();
    if (this.#transcoder) {
      this.#out.push(this.#transcoder.end());
      this.#tally.replaced += this.#transcoder.replaced;
    } else if (!this.#plan.isUnread) this.#cutter.end(this.#take);
    if (this.#plan.rewrites.has('to-json-lines')) {
      this.#write(rewriteText(this.#texts.join('\n'), 'to-json-lines'));
    }
    return this.#flush();
  }

  #begin(): void {
    const head = this.#head ?? new Uint8Array(0);
    this.#head = undefined;
    const { rewrites, isUnread } = this.#plan;
    const wide = rewrites.has('to-utf8') ? wideEncoding(head) : undefined;
    if (wide) this.#transcoder = new Utf8Transcoder(wide);
    const markLength = isUnread ? 0 : readHead(head).markLength;
    const keepsMark = markLength > 0 && !rewrites.has('remove-byte-order-mark');
    if (keepsMark || rewrites.has('add-byte-order-mark')) this.#out.push(UTF8_MARK);
    this.#read(head.subarray(markLength));
  }

  #read(bytes: Uint8Array): void {
    if (this.#transcoder) this.#out.push(this.#transcoder.push(bytes));
    else if (this.#plan.isUnread) this.#out.push(bytes);
    else this.#cutter.push(bytes, this.#take);
  }

  readonly #take = (line: ByteLine): void => {
    if (line.bytes.length < line.length) throw tooLongProblem(this.#line);
    const number = this.#line++;
    if (this.#plan.deletedLines.has(number)) {
      this.#tally.applied += 1;
      return;
    }
    const { rewrites, layout } = this.#plan;
    const bytes = rewrites.has('windows-1252-to-utf8') ? windows1252ToUtf8(line.bytes) : line.bytes;
    const { text, invalidByte } = decodeUtf8(bytes);
    if (rewrites.has('to-json-lines')) {
      this.#texts.push(text);
      return;
    }
    const isEnd = line.terminator === '' && text === '';
    const mended = layout || isEnd || invalidByte !== undefined ? [text] : this.#mend(text, MAX_PASSES);
    if (mended.length === 0) return;
    if (mended.length === 1 && mended[0] === text) this.#out.push(bytes);
    else this.#write(mended.join(line.terminator || '\n'));
    this.#write(line.terminator);
  };

  /** What becomes of a line: itself when nothing is to be fixed, nothing when it is deleted, or several lines. */
  #mend(text: string, passes: number): string[] {
    if (passes === 0) return [text];
    const fixes = this.#checker
      .check({ text })
      .findings.flatMap(finding => chosenFix(finding, this.#choose) ?? [])
      .filter(fix => fix.edits.length > 0);
    const { lines, applied } = mendLine(0, text, fixes);
    if (lines.length === 1 && lines[0] === text) return lines;
    this.#tally.applied += applied;
    return lines.flatMap(line => this.#mend(line, passes - 1));
  }

  #write(text: string): void {
    if (text !== '') this.#out.push(this.#encoder.encode(text));
  }

  #flush(): Uint8Array {
    const out = joinBytes(this.#out);
    this.#out = [];
    return out;
  }
}

function changedProblem(name: string): Problem {
  return new Problem({
    code: 'rejected',
    message: `${name} changed while it was being fixed.`,
    remedy: 'Wait until nobody else writes to the file, then fix it again.',
  });
}

function tooLongProblem(line: number): Problem {
  return new Problem({
    code: 'not-supported',
    message: `Line ${line + 1} is too long to be kept in memory, so the file cannot be fixed.`,
    remedy: 'Cut the line into examples first, or fix the file without it.',
  });
}
