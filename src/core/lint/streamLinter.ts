import {
  type FileFormat,
  majorityFormat,
  SAMPLE_EXAMPLES,
  SAMPLE_UNITS,
  type Vote,
} from '../formats/fileFormat.ts';
import { canonicalText } from '../jsonl/canonical.ts';
import { defaultTarget, targetOf } from '../targets/registry.ts';
import type { Target } from '../targets/target.ts';
import { type ByteLine, LineCutter } from '../text/cutLines.ts';
import { byteOrderMark, decodeUtf8, unmarkedUtf16 } from '../text/decode.ts';
import { cancelledProblem } from '../util/problem.ts';
import { checkDataset } from './datasetChecker.ts';
import { isUnread, placed } from './documentLinter.ts';
import { FactsTable } from './facts.ts';
import type { Finding } from './finding.ts';
import { findLayout, type Layout, layoutFormat, MAX_LAYOUT_UNITS, mayBeginLayout } from './layout.ts';
import { LineChecker, type LineText } from './lineChecker.ts';
import { countFindings, type LintReport, sortFindings } from './report.ts';
import type { LintSettings } from './settings.ts';

/** A file to be read once from its beginning to its end. */
export interface DatasetSource {
  /** Name without folders. */
  name: string;
  chunks: AsyncIterable<Uint8Array>;
  /** Reads bytes again, to compare two examples whose hashes agree. Fewer bytes come back when the file shrank. */
  read(offset: number, length: number): Uint8Array;
}

export interface StreamOptions {
  signal?: AbortSignal | undefined;
  /** Bytes read so far. Called after each chunk. */
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Lints a file of any size without keeping it in memory. The result is the same as that of `DocumentLinter`. */
export async function lintStream(
  source: DatasetSource,
  settings: LintSettings,
  options: StreamOptions = {},
): Promise<LintReport> {
  const linter = new StreamLinter(source, settings);
  for await (const chunk of source.chunks) {
    if (options.signal?.aborted) throw cancelledProblem();
    linter.push(chunk);
    options.onProgress?.(linter.bytes);
  }
  return linter.end();
}

class StreamLinter {
  readonly #source: DatasetSource;
  readonly #settings: LintSettings;
  readonly #target: Target;
  readonly #cutter = new LineCutter();
  readonly #table = new FactsTable();
  readonly #findings: Finding[] = [];
  readonly #offsets: number[] = [];
  readonly #byteLengths: number[] = [];
  #mark: ReturnType<typeof byteOrderMark>;
  #unmarkedUtf16 = false;
  /** The lines that decide the format, held back until it is known; undefined once it is. */
  #held: LineText[] | undefined = [];
  #heldUnits = 0;
  #votes: Vote[] = [];
  #format: FileFormat = 'none';
  #checker: LineChecker;
  /** The bytes of a file that may be one big JSON text; undefined when it cannot be. */
  #whole: Uint8Array[] | undefined = [];
  #wholeBytes = 0;
  #sawFirstLine = false;
  #pending: LineText | undefined;
  bytes = 0;

  constructor(source: DatasetSource, settings: LintSettings) {
    this.#source = source;
    this.#settings = settings;
    this.#target = targetOf(settings.target) ?? defaultTarget();
    this.#checker = new LineChecker(settings, this.#target, 'none');
  }

  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.bytes === 0) bytes = this.#begin(chunk);
    this.bytes += chunk.length;
    if (this.#isUnread) return;
    if (this.#whole && this.#wholeBytes <= MAX_LAYOUT_UNITS) {
      this.#whole.push(bytes.slice());
      this.#wholeBytes += bytes.length;
    }
    this.#cutter.push(bytes, this.#take);
  }

  end(): LintReport {
    if (!this.#isUnread) this.#cutter.end(this.#take);
    // The empty line after the final line break is no line of the dataset.
    if (this.#pending && this.#pending.text !== '') this.#line(this.#pending);
    const layout = this.#layout();
    if (this.#held) this.#decide();
    const format = layout && !this.#settings.format ? layout.format : this.#format;
    if (layout) this.#findings.length = 0;
    const examples = layout?.objects.length ?? this.#countExamples();
    this.#findings.push(
      ...checkDataset(
        {
          file: {
            name: this.#source.name,
            bytes: this.bytes,
            mark: this.#mark?.encoding,
            unmarkedUtf16: this.#unmarkedUtf16,
            layout: layout?.kind,
          },
          format,
          pinned: this.#settings.format !== undefined || this.#settings.method !== undefined,
          table: this.#table,
          examples,
          sameExample: (a, b) => canonicalText(this.#reread(a)) === canonicalText(this.#reread(b)),
        },
        this.#settings,
        this.#target,
      ),
    );
    return {
      format,
      target: this.#target.id,
      examples,
      totals: countFindings(this.#findings),
      findings: sortFindings(this.#findings),
    };
  }

  get #isUnread(): boolean {
    return isUnread({ mark: this.#mark?.encoding, unmarkedUtf16: this.#unmarkedUtf16 });
  }

  /** Looks at the first bytes of the file and steps over a byte order mark. */
  #begin(head: Uint8Array): Uint8Array {
    this.#mark = byteOrderMark(head);
    if (!this.#mark) this.#unmarkedUtf16 = unmarkedUtf16(head) !== undefined;
    return this.#mark ? head.subarray(this.#mark.length) : head;
  }

  /** Lines are handled one late, because the last one may only be the end of the file. */
  readonly #take = (line: ByteLine): void => {
    if (this.#pending) this.#line(this.#pending);
    const decoded = decodeUtf8(line.bytes);
    this.#pending = { text: decoded.text, invalidUtf8At: decoded.invalidAt };
    this.#offsets.push(line.offset + (this.#mark?.length ?? 0));
    this.#byteLengths.push(line.bytes.length);
  };

  #line(line: LineText): void {
    if (!this.#sawFirstLine && line.text.trim() !== '') {
      this.#sawFirstLine = true;
      if (!mayBeginLayout(line.text)) this.#whole = undefined;
    }
    if (!this.#held) {
      this.#check(line);
      return;
    }
    this.#held.push(line);
    this.#heldUnits += line.text.length;
    const verdict = this.#checker.check(line);
    if (verdict.facts.kind !== 'blank') this.#votes.push(verdict.vote);
    if (this.#votes.length >= SAMPLE_EXAMPLES || this.#heldUnits >= SAMPLE_UNITS) this.#decide();
  }

  #decide(): void {
    this.#format = this.#settings.format ?? majorityFormat(this.#votes);
    this.#checker = new LineChecker(this.#settings, this.#target, this.#format);
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const line of held) this.#check(line);
  }

  #check(line: LineText): void {
    const verdict = this.#checker.check(line);
    const number = this.#table.length;
    this.#table.push(verdict.facts);
    for (const finding of verdict.findings) this.#findings.push(placed(finding, number));
  }

  #layout(): (Layout & { format: FileFormat }) | undefined {
    if (!this.#whole || this.#wholeBytes > MAX_LAYOUT_UNITS) return undefined;
    const bytes = new Uint8Array(this.#wholeBytes);
    let at = 0;
    for (const chunk of this.#whole) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    const { text } = decodeUtf8(bytes);
    const layout = findLayout(text);
    return layout && { ...layout, format: layoutFormat(text, layout, this.#settings.method) };
  }

  #countExamples(): number {
    let examples = 0;
    for (let line = 0; line < this.#table.length; line++)
      if (this.#table.kind(line) !== 'blank') examples += 1;
    return examples;
  }

  #reread(line: number): string {
    return decodeUtf8(this.#source.read(this.#offsets[line] ?? 0, this.#byteLengths[line] ?? 0)).text;
  }
}
