import { setImmediate } from 'node:timers/promises';
import type { BrowsedRows } from '../../core/browse/browsedRows.ts';
import {
  type FileFormat,
  majorityFormat,
  SAMPLE_EXAMPLES,
  type Vote,
} from '../../core/formats/fileFormat.ts';
import { FORMAT_IDS, type FormatId } from '../../core/formats/format.ts';
import { checkDataset } from '../../core/lint/datasetChecker.ts';
import type { Partner } from '../../core/lint/datasetFacts.ts';
import type { LineFacts } from '../../core/lint/facts.ts';
import type { Finding, FindingTotals } from '../../core/lint/finding.ts';
import { LineChecker } from '../../core/lint/lineChecker.ts';
import { voteOfLine } from '../../core/lint/readLine.ts';
import { readLines } from '../../core/lint/readLines.ts';
import { countFindings, sortFindings } from '../../core/lint/report.ts';
import { type LintSettings, targetsOf } from '../../core/lint/settings.ts';
import { scanStream } from '../../core/lint/streamLinter.ts';
import { Suppressor } from '../../core/lint/suppressions.ts';
import { decodeUtf8 } from '../../core/text/decode.ts';
import type { RowQuery } from '../../core/view/dataset/datasetView.ts';
import type { OpenDataset } from '../../node/datasetSource.ts';
import { openLines } from '../../node/openLines.ts';
import { cancelledProblem } from '../../core/util/problem.ts';
import { FoundTable, type RowCounts } from './foundTable.ts';
import { Gate } from './gate.ts';
import { RowOffsets } from './rowOffsets.ts';

/** Bytes that are read at a time, since who asks for a row soon asks for its neighbours. */
const BLOCK = 512 * 1024;

/** Bytes that are checked at a time. */
const PIECE = 64 * 1024;

/** Findings about the whole dataset that are kept with their messages. */
const MOST_KEPT = 200_000;

/** The examples of a file on disk. Where they are is kept, not what they say: that is read when it is asked for. */
export class FileRows implements BrowsedRows {
  readonly settings: LintSettings;
  readonly #source: OpenDataset;
  readonly #offsets = new RowOffsets();
  readonly #suppressor: Suppressor;
  #checker: LineChecker;
  #format: FileFormat = 'none';
  #block: { from: number; bytes: Uint8Array } = { from: 0, bytes: new Uint8Array(0) };
  /** Of the rows that were checked: format, flags and length of each, findings, those about the whole by row. */
  #formats = new Uint8Array(0);
  #flags = new Uint32Array(0);
  #units = new Uint32Array(0);
  #found = new FoundTable();
  #kept = new Map<number, Finding[]>();
  #counts: RowCounts | undefined;
  #checked = 0;
  #isChecked = false;
  /** The check that is going on or was left; it is held back by the gate. */
  #check: Promise<void> | undefined;
  readonly #gate = new Gate();
  readonly #closing = new AbortController();
  #progress: (share: number) => void = () => {};

  private constructor(source: OpenDataset, settings: LintSettings) {
    this.settings = settings;
    this.#source = source;
    this.#suppressor = new Suppressor(settings.suppressions);
    this.#checker = this.#newChecker();
  }

  static async open(path: string, settings: LintSettings, signal?: AbortSignal): Promise<FileRows> {
    return new FileRows(await openLines(path, signal), settings);
  }

  get count(): number {
    return this.#offsets.count;
  }

  get format(): FileFormat {
    return this.#format;
  }

  get found(): FoundTable {
    return this.#found;
  }

  get checked(): number {
    return this.#checked;
  }

  get isChecked(): boolean {
    return this.#isChecked;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#gate.open();
    await this.#check?.catch(() => {});
    await this.#source.close();
  }

  /** Finds out where the rows are. Those that were found can be read at once. */
  async index(signal: AbortSignal, progress: (share: number) => void): Promise<void> {
    const votes: Vote[] = [];
    for await (const lines of readLines(this.#source, signal)) {
      for (const { number, offset, bytes } of lines) {
        if (isBlank(bytes)) continue;
        this.#offsets.push(number, offset, bytes.length);
        if (votes.length >= SAMPLE_EXAMPLES) continue;
        const vote = voteOfLine({ text: decodeUtf8(bytes).text }, this.settings.method);
        if (vote) votes.push(vote);
      }
      this.#recognise(votes);
      progress((lines.at(-1)?.offset ?? 0) / Math.max(1, this.#source.bytes));
    }
  }

  /**
   * Checks all rows, as the linter does. What is known so far can be asked for meanwhile, and stays when it is stopped:
   * the next call goes on from there.
   */
  async check(
    partner: Partner | undefined,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<void> {
    if (signal.aborted) throw cancelledProblem();
    this.#progress = progress;
    this.#gate.open();
    this.#check ??= this.#checkAll(partner).finally(() => {
      this.#check = undefined;
    });
    const check = this.#check;
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        this.#gate.close();
        reject(cancelledProblem());
      };
      signal.addEventListener('abort', stop, { once: true });
      check.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }

  async #checkAll(partner: Partner | undefined): Promise<void> {
    const { signal } = this.#closing;
    const found = new FoundTable();
    this.#beginCheck(found);
    const suppressed = new Set(this.settings.suppressions?.map(({ rule }) => rule));
    /** Whether these are suppressed can only be told from their lines. */
    const doubtful: Finding[] = [];
    const add = (finding: Finding) => {
      found.add(this.#offsets.rowOf(finding.range.start.line), finding.rule, finding.severity);
    };
    const facts = await scanStream(
      { ...this.#source, chunks: inPieces(this.#source.chunks, this.#gate) },
      this.settings,
      finding => {
        if (suppressed.has(finding.rule)) doubtful.push(finding);
        else add(finding);
      },
      {
        signal,
        onLine: (line, lineFacts) => this.#take(line, lineFacts),
        onProgress: bytes => this.#progress(bytes / Math.max(1, this.#source.bytes)),
      },
    );
    facts.partner = partner;
    const suppressor = new Suppressor(this.settings.suppressions);
    const keeps = (finding: Finding) =>
      suppressor.keeps(finding, () => facts.textOf(finding.range.start.line));
    for (const finding of doubtful) if (keeps(finding)) add(finding);
    const kept = new Map<number, Finding[]>();
    let left = MOST_KEPT;
    for (const finding of checkDataset(facts, this.settings, targetsOf(this.settings))) {
      if (!keeps(finding)) continue;
      add(finding);
      const row = this.#offsets.rowOf(finding.range.start.line);
      if (row === undefined || left-- <= 0) continue;
      const own = kept.get(row);
      if (own) own.push(finding);
      else kept.set(row, [finding]);
    }
    this.#counts = found.counts(this.count);
    this.#kept = kept;
    this.#isChecked = true;
  }

  lineOf(row: number): number {
    return this.#offsets.line(row);
  }

  textOf(row: number): string {
    return decodeUtf8(this.#read(this.#offsets.offset(row), this.#offsets.length(row))).text;
  }

  unitsOf(row: number): number {
    return row < this.#checked ? this.#units[row]! : this.#offsets.length(row);
  }

  formatOf(row: number): FormatId | undefined {
    const number = this.#formats[row] ?? 0;
    return number === 0 ? undefined : FORMAT_IDS[number - 1];
  }

  flagsOf(row: number): number {
    return this.#flags[row] ?? 0;
  }

  rowsWith(query: Pick<RowQuery, 'finding' | 'rule'>): Uint8Array {
    return this.#found.rowsWith(this.count, query);
  }

  totalsOf(row: number): FindingTotals {
    return this.#counts ? this.#counts.of(row) : countFindings(this.findingsOf(row));
  }

  /** The rules about single lines are asked anew: that is cheap for few rows, and findings need not be kept. */
  findingsOf(row: number): Finding[] {
    const text = this.textOf(row);
    const own = this.checkText(text).filter(finding => this.#suppressor.keeps(finding, () => text));
    return sortFindings([...own, ...(this.#kept.get(row) ?? []).map(atLineZero)]);
  }

  checkText(text: string): Finding[] {
    return this.#checker.check({ text }).findings;
  }

  #newChecker(): LineChecker {
    return new LineChecker(this.settings, targetsOf(this.settings), this.#format);
  }

  #recognise(votes: readonly Vote[]): void {
    const format = this.settings.format ?? majorityFormat(votes);
    if (format === this.#format) return;
    this.#format = format;
    this.#checker = this.#newChecker();
  }

  #beginCheck(found: FoundTable): void {
    this.#formats = new Uint8Array(this.count);
    this.#flags = new Uint32Array(this.count);
    this.#units = new Uint32Array(this.count);
    this.#found = found;
    this.#counts = undefined;
    this.#kept = new Map();
    this.#checked = 0;
    this.#isChecked = false;
  }

  #take(line: number, { detected, content, units }: LineFacts): void {
    const row = this.#checked;
    // Blank lines are no rows.
    if (row >= this.count || this.#offsets.line(row) !== line) return;
    this.#formats[row] = detected === undefined ? 0 : FORMAT_IDS.indexOf(detected) + 1;
    this.#flags[row] = content?.flags ?? 0;
    this.#units[row] = units;
    this.#checked += 1;
  }

  #read(offset: number, length: number): Uint8Array {
    const { from, bytes } = this.#block;
    if (offset < from || offset + length > from + bytes.length) {
      this.#block = { from: offset, bytes: this.#source.read(offset, Math.max(length, BLOCK)) };
    }
    const at = offset - this.#block.from;
    return this.#block.bytes.subarray(at, at + length);
  }
}

/** The bytes in smaller pieces, after each of which others have their turn: rows are read while all are checked. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>, gate: Gate): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      yield chunk.subarray(at, at + PIECE);
      await setImmediate();
      await gate.passed();
    }
  }
}

function isBlank(bytes: Uint8Array): boolean {
  // Nearly every line begins with a brace: only the others are looked at.
  return bytes[0] !== 0x7b && decodeUtf8(bytes).text.trim() === '';
}

/** A finding about the whole dataset, at its place in the row's own text. */
function atLineZero(finding: Finding): Finding {
  const { start, end } = finding.range;
  return { ...finding, range: { start: { ...start, line: 0 }, end: { ...end, line: 0 } }, fixes: [] };
}
