import {
  type FileFormat,
  majorityFormat,
  SAMPLE_EXAMPLES,
  SAMPLE_UNITS,
  type Vote,
} from '../formats/fileFormat.ts';
import type { Target } from '../targets/target.ts';
import { type ByteLine, LineCutter } from '../text/cutLines.ts';
import { decodeUtf8, HEAD_BYTES, readHead } from '../text/decode.ts';
import { cancelledProblem } from '../util/problem.ts';
import { reportDataset } from './datasetChecker.ts';
import { type DatasetFacts, type FileFacts, isUnread, lookUps, type Partner } from './datasetFacts.ts';
import { FactsTable, type LineFacts } from './facts.ts';
import { type Finding, placed } from './finding.ts';
import { findLayout, type Layout, layoutFormat, MAX_LAYOUT_UNITS, mayBeginLayout } from './layout.ts';
import { LineChecker, type LineVerdict } from './lineChecker.ts';
import { type LineText, voteOfLine } from './readLine.ts';
import type { LintReport } from './report.ts';
import { type LintSettings, targetsOf } from './settings.ts';

/** A file to be read from its beginning to its end. */
export interface DatasetSource {
  /** Name without folders. */
  name: string;
  /** The bytes, in pieces of any size. To fix a file they are read a second time. */
  chunks: AsyncIterable<Uint8Array>;
  /** Reads bytes again, to compare two examples whose hashes agree. Fewer bytes come back when the file shrank. */
  read(offset: number, length: number): Uint8Array;
}

export interface StreamOptions {
  signal?: AbortSignal | undefined;
  /** Bytes read so far. Called after each chunk. */
  onProgress?: ((bytes: number) => void) | undefined;
  /** Told what is known of each line, in their order. */
  onLine?: ((line: number, facts: LineFacts) => void) | undefined;
  /** The other file of a pair, with which this one is linted together. */
  partner?: Partner | undefined;
}

/** Lints a file of any size without keeping it in memory. The result is the same as that of `DocumentLinter`. */
export async function lintStream(
  source: DatasetSource,
  settings: LintSettings,
  options: StreamOptions = {},
): Promise<LintReport> {
  const findings: Finding[] = [];
  const facts = await scanStream(source, settings, finding => findings.push(finding), options);
  facts.partner = options.partner;
  return reportDataset(facts, findings, settings, targetsOf(settings));
}

/** Reads a whole file, hands over the findings of its lines one by one, and returns what is known of the whole. */
export async function scanStream(
  source: DatasetSource,
  settings: LintSettings,
  take: (finding: Finding) => void,
  options: StreamOptions = {},
): Promise<DatasetFacts> {
  const scanner = new StreamScanner(source, settings, take, options.onLine);
  for await (const chunk of source.chunks) {
    if (options.signal?.aborted) throw cancelledProblem();
    scanner.push(chunk);
    options.onProgress?.(scanner.bytes);
  }
  return scanner.end();
}

class StreamScanner {
  readonly #source: DatasetSource;
  readonly #settings: LintSettings;
  readonly #take: (finding: Finding) => void;
  readonly #onLine: StreamOptions['onLine'];
  readonly #targets: readonly [Target, ...Target[]];
  readonly #cutter = new LineCutter();
  readonly #table = new FactsTable();
  readonly #offsets: number[] = [];
  readonly #byteLengths: number[] = [];
  /** The first bytes of the file, until there are enough of them to recognise its encoding. */
  #head: Uint8Array | undefined = new Uint8Array(0);
  #encoding: Pick<FileFacts, 'mark' | 'unmarkedUtf16'> = { mark: undefined, unmarkedUtf16: false };
  /** Bytes before the first line: those of the byte order mark. */
  #start = 0;
  /** The lines that decide layout or format, held back until it is known; undefined once it is. */
  #held: LineText[] | undefined = [];
  #heldUnits = 0;
  /** Whether the lines may be one large JSON text; undefined before the first line that is not blank. */
  #mayBeLayout: boolean | undefined;
  #votes: Vote[] = [];
  #format: FileFormat = 'none';
  #checker: LineChecker;
  #pending: LineText | undefined;
  #examples = 0;
  bytes = 0;

  constructor(
    source: DatasetSource,
    settings: LintSettings,
    take: (finding: Finding) => void,
    onLine: StreamOptions['onLine'],
  ) {
    this.#onLine = onLine;
    this.#source = source;
    this.#settings = settings;
    this.#take = take;
    this.#targets = targetsOf(settings);
    this.#checker = new LineChecker(settings, this.#targets, 'none');
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (!this.#head) {
      if (!isUnread(this.#encoding)) this.#cutter.push(chunk, this.#takeLine);
      return;
    }
    const head = new Uint8Array(this.#head.length + chunk.length);
    head.set(this.#head);
    head.set(chunk, this.#head.length);
    this.#head = head;
    if (head.length >= HEAD_BYTES) this.#begin();
  }

  end(): DatasetFacts {
    if (this.#head) this.#begin();
    if (!isUnread(this.#encoding)) this.#cutter.end(this.#takeLine);
    // The empty line after the final line break is no line of the dataset.
    if (this.#pending && this.#pending.text !== '') this.#line(this.#pending);
    const layout = this.#mayBeLayout ? this.#layout() : undefined;
    if (this.#held) this.#decide();
    return {
      file: { name: this.#source.name, bytes: this.bytes, ...this.#encoding, layout: layout?.kind },
      format: this.#format,
      pinned: this.#settings.format !== undefined || this.#settings.method !== undefined,
      validation: this.#settings.purpose === 'validation',
      table: this.#table,
      examples: layout?.objects.length ?? this.#examples,
      shapes: this.#checker.shapes,
      unusedSuppressions: [],
      ...lookUps(line => this.#reread(line), this.#format, this.#settings),
    };
  }

  /** Recognises the encoding and goes on with the bytes after the byte order mark. */
  #begin(): void {
    const head = this.#head ?? new Uint8Array(0);
    this.#head = undefined;
    const { mark, markLength, unmarkedUtf16 } = readHead(head);
    this.#encoding = { mark, unmarkedUtf16 };
    this.#start = markLength;
    if (!isUnread(this.#encoding)) this.#cutter.push(head.subarray(markLength), this.#takeLine);
  }

  /** Lines are handled one late, because the last one may only be the end of the file. */
  readonly #takeLine = (line: ByteLine): void => {
    if (this.#pending) this.#line(this.#pending);
    const decoded = decodeUtf8(line.bytes);
    this.#pending = { text: decoded.text, invalidUtf8At: decoded.invalidAt };
    this.#offsets.push(line.offset + this.#start);
    this.#byteLengths.push(line.bytes.length);
  };

  #line(line: LineText): void {
    if (!this.#held) {
      this.#add(this.#checker.check(line));
      return;
    }
    if (this.#mayBeLayout === undefined && line.text.trim() !== '') {
      this.#mayBeLayout = mayBeginLayout(line.text);
    }
    this.#held.push(line);
    this.#heldUnits += line.text.length + 1;
    if (this.#mayBeLayout) {
      if (this.#heldUnits > MAX_LAYOUT_UNITS + 1) this.#giveUpLayout();
    } else this.#vote(line);
  }

  #vote(line: LineText): void {
    const vote = voteOfLine(line, this.#settings.method);
    if (vote) this.#votes.push(vote);
    const units = this.#heldUnits - (this.#held?.length ?? 0);
    if (this.#votes.length >= SAMPLE_EXAMPLES || units >= SAMPLE_UNITS) this.#decide();
  }

  /** All lines are known and may be one text. Whatever they are, none is held any more. */
  #layout(): Layout | undefined {
    const held = this.#held ?? [];
    const text = held.map(line => line.text).join('\n');
    const layout = findLayout(text);
    if (!layout) {
      this.#giveUpLayout();
      return undefined;
    }
    this.#format = this.#settings.format ?? layoutFormat(text, layout, this.#settings.method);
    this.#held = undefined;
    for (const line of held) this.#add(this.#checker.checkBytes(line));
    return layout;
  }

  /** Handles the held lines as those of an ordinary file. */
  #giveUpLayout(): void {
    const held = this.#held ?? [];
    this.#held = [];
    this.#heldUnits = 0;
    this.#mayBeLayout = false;
    for (const line of held) this.#line(line);
  }

  #decide(): void {
    const held = this.#held ?? [];
    this.#format = this.#settings.format ?? majorityFormat(this.#votes);
    this.#checker = new LineChecker(this.#settings, this.#targets, this.#format);
    this.#held = undefined;
    for (const line of held) this.#add(this.#checker.check(line));
  }

  #add(verdict: LineVerdict): void {
    const line = this.#table.length;
    this.#table.push(verdict.facts);
    this.#onLine?.(line, verdict.facts);
    if (verdict.facts.kind !== 'blank') this.#examples += 1;
    for (const finding of verdict.findings) this.#take(placed(finding, line));
  }

  #reread(line: number): string {
    return decodeUtf8(this.#source.read(this.#offsets[line] ?? 0, this.#byteLengths[line] ?? 0)).text;
  }
}
