import { readLines } from '../lint/readLines.ts';
import { HEAD_BYTES, readHead } from '../text/decode.ts';
import { type ByteLine, joinBytes } from '../text/cutLines.ts';
import { Problem } from '../util/problem.ts';
import { ColumnReader } from './completion/columns.ts';
import { type Pair, pairOf, withPair } from './completion/pair.ts';
import { COMPLETION_REMEDIES, VALUES_AS_TEXT } from './completion/registry.ts';
import type { CompletionRemedy } from './completion/remedy.ts';
import type { FixedDataset } from './fixStep.ts';
import { LEAVE_OUT } from './leaveOut.ts';
import type { PrepareOptions } from './stage.ts';
import { LineJudge, type Survey, textOf } from './survey.ts';

/**
 * Leaves out lines and changes prompts and completions, as far as that was accepted. What is neither left out nor
 * changed is copied byte by byte.
 */
export class Selection {
  /** How often each remedy did something, by id. */
  readonly counts = new Map<string, number>();
  /** Lines written that are not blank. */
  examples = 0;
  /** The pairs as they were written, for what is to be said about using them. */
  readonly written = new ColumnReader();
  readonly #fixed: FixedDataset;
  readonly #survey: Survey;
  readonly #accept: ReadonlySet<string>;
  readonly #judge: LineJudge;
  readonly #remedies: readonly CompletionRemedy[];
  readonly #encoder = new TextEncoder();

  constructor(fixed: FixedDataset, survey: Survey, accept: ReadonlySet<string>) {
    this.#fixed = fixed;
    this.#survey = survey;
    this.#accept = accept;
    this.#judge = new LineJudge(fixed.facts.settings, fixed.facts.format);
    const { columns } = survey;
    this.#remedies = COMPLETION_REMEDIES.filter(
      ({ id, offer }) => accept.has(id) && columns && offer(columns),
    );
  }

  async *chunks({ signal, onProgress }: PrepareOptions): AsyncGenerator<Uint8Array> {
    const { source } = this.#fixed;
    const head = source.read(0, HEAD_BYTES);
    const { markLength } = readHead(head);
    if (markLength > 0) yield head.slice(0, markLength);
    for await (const lines of readLines(source, signal)) {
      const out: Uint8Array[] = [];
      for (const line of lines) {
        const bytes = this.#line(line, line.number);
        if (bytes) out.push(bytes, TERMINATORS[line.terminator]);
      }
      if (out.length > 0) yield joinBytes(out);
      const last = lines.at(-1);
      if (last) onProgress?.('writing', last.offset + last.length);
    }
  }

  /** The bytes of a line as it is written; undefined when it is left out. */
  #line(line: ByteLine, number: number): Uint8Array | undefined {
    const { table, firstOf } = this.#survey;
    const kind = table.kind(number);
    if (table.isUnreadable(number) && this.#does(LEAVE_OUT.unreadable)) return undefined;
    if (line.bytes.length < line.length) throw tooLongProblem(number);
    if (firstOf.has(number) && this.#does(LEAVE_OUT.duplicates)) return undefined;
    const pairs = kind === 'object' && this.#survey.columns ? this.#pairs(line) : { bytes: line.bytes };
    if (!pairs) return undefined;
    if (this.#accept.has(LEAVE_OUT.faulty) && this.#isFaulty(number, pairs.text)) {
      this.#count(LEAVE_OUT.faulty);
      return undefined;
    }
    if (kind !== 'blank') this.examples += 1;
    if (pairs.pair) this.written.add(pairs.pair);
    return pairs.bytes;
  }

  #isFaulty(number: number, changed: string | undefined): boolean {
    return changed === undefined
      ? this.#survey.table.isFaulty(number)
      : this.#judge.look({ text: changed }).faulty;
  }

  /** The line with what the remedies for prompts and completions make of it; `text` is there when it changed. */
  #pairs(line: ByteLine): { bytes: Uint8Array; text?: string; pair?: Pair } | undefined {
    const { text } = textOf({ ...line, number: 0 });
    const read = pairOf(JSON.parse(text));
    const { columns } = this.#survey;
    if (!read || !columns) return { bytes: line.bytes };
    let pair: Pair = { prompt: read.prompt, completion: read.completion };
    const asText = read.needsText && this.#does(VALUES_AS_TEXT);
    const done: string[] = [];
    for (const remedy of this.#remedies) {
      const next = remedy.apply(pair, columns);
      if (!next) {
        this.#count(remedy.id);
        return undefined;
      }
      if (next.prompt !== pair.prompt || next.completion !== pair.completion) done.push(remedy.id);
      pair = next;
    }
    const changed = withPair(text, read, pair, asText);
    if (changed === text) return { bytes: line.bytes, pair };
    for (const id of done) this.#count(id);
    return { bytes: this.#encoder.encode(changed), text: changed, pair };
  }

  /** True when a remedy is accepted; it is about to do something then. */
  #does(id: string): boolean {
    if (!this.#accept.has(id)) return false;
    this.#count(id);
    return true;
  }

  #count(id: string): void {
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
  }
}

/** The bytes that end a line. */
export const TERMINATORS = {
  '\n': Uint8Array.of(10),
  '\r\n': Uint8Array.of(13, 10),
  '\r': Uint8Array.of(13),
  '': new Uint8Array(0),
};

function tooLongProblem(line: number): Problem {
  return new Problem({
    code: 'not-supported',
    message: `Line ${line + 1} is too long to be kept in memory, so the file cannot be prepared with it.`,
    remedy: `Accept ${LEAVE_OUT.unreadable} to leave it out, or cut it into examples first.`,
  });
}
