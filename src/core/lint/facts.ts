import { FORMAT_IDS, type FormatId } from '../formats/format.ts';
import { BANDS } from '../similar/bands.ts';
import { type ContentFacts, NO_CONTENT } from './contentFacts.ts';

/** What a line is, as a number in the table. A line that is `not-utf8` is no text, so nothing more is known of it. */
export const LINE_KINDS = ['blank', 'broken', 'not-object', 'object', 'not-utf8'] as const;

export type LineKind = (typeof LINE_KINDS)[number];

/** What is kept of one line after it was parsed. */
export interface LineFacts {
  kind: LineKind;
  /** The format that its own keys show; undefined when none fits. */
  detected: FormatId | undefined;
  /** Hash of the canonical example; 0 for lines that are no object. */
  exactHash: number;
  /** Hash of the same without case and white space; 0 for lines that are no object. */
  foldedHash: number;
  /** Length of the line in UTF-16 units. */
  units: number;
  /** What the example says; absent until its format is known. */
  content?: ContentFacts;
}

/** The columns of `ContentFacts` that are one number each. */
const CONTENT = ['prompt', 'answer', 'rejected', 'system', 'flags', 'shape'] as const;

type ContentColumn = (typeof CONTENT)[number];

/**
 * A row for every line of a dataset, in columns: seventy bytes a line, so that a million examples fit in 70 MB. Tables
 * of parts of a file can be concatenated.
 */
export class FactsTable {
  #length = 0;
  #kind = new Uint8Array(1024);
  #format = new Uint8Array(1024);
  #exact = new Uint32Array(1024);
  #folded = new Uint32Array(1024);
  #units = new Uint32Array(1024);
  #content = CONTENT.map(() => new Uint32Array(1024));
  /** Only in a table of which some line has them. */
  #bands: Uint32Array | undefined;

  /** Number of lines. */
  get length(): number {
    return this.#length;
  }

  push(facts: LineFacts): void {
    if (this.#length === this.#kind.length) this.#grow(this.#length * 2);
    const row = this.#length++;
    this.#kind[row] = LINE_KINDS.indexOf(facts.kind);
    this.#format[row] = facts.detected === undefined ? 0 : FORMAT_IDS.indexOf(facts.detected) + 1;
    this.#exact[row] = facts.exactHash;
    this.#folded[row] = facts.foldedHash;
    this.#units[row] = facts.units;
    const { content = NO_CONTENT } = facts;
    for (let i = 0; i < CONTENT.length; i++) {
      (this.#content[i] as Uint32Array)[row] = content[CONTENT[i] as ContentColumn];
    }
    if (!content.bands) return;
    this.#bands ??= new Uint32Array(this.#kind.length * BANDS);
    this.#bands.set(content.bands, row * BANDS);
  }

  kind(line: number): LineKind {
    return LINE_KINDS[this.#kind[line] ?? 0] ?? 'blank';
  }

  detected(line: number): FormatId | undefined {
    const number = this.#format[line] ?? 0;
    return number === 0 ? undefined : FORMAT_IDS[number - 1];
  }

  /** Equal examples have equal hashes, 32 bits; a match is to be confirmed. */
  exactHash(line: number): number {
    return this.#exact[line] ?? 0;
  }

  /** The same for examples that are equal but for case and white space. */
  foldedHash(line: number): number {
    return this.#folded[line] ?? 0;
  }

  /** Length of the line in UTF-16 units. */
  units(line: number): number {
    return this.#units[line] ?? 0;
  }

  /** A hash, or the flags, of what a line says; 0 where it says nothing of the kind. See `ContentFacts`. */
  content(line: number, column: ContentColumn): number {
    return this.#content[CONTENT.indexOf(column)]?.[line] ?? 0;
  }

  /** The bands by which near duplicates are found; empty for a line that has none. */
  bands(line: number): Uint32Array {
    const bands = this.#bands?.subarray(line * BANDS, (line + 1) * BANDS);
    return bands && bands[0] !== 0 ? bands : NO_BANDS;
  }

  #grow(size: number): void {
    this.#kind = copyInto(new Uint8Array(size), this.#kind);
    this.#format = copyInto(new Uint8Array(size), this.#format);
    this.#exact = copyInto(new Uint32Array(size), this.#exact);
    this.#folded = copyInto(new Uint32Array(size), this.#folded);
    this.#units = copyInto(new Uint32Array(size), this.#units);
    this.#content = this.#content.map(column => copyInto(new Uint32Array(size), column));
    if (this.#bands) this.#bands = copyInto(new Uint32Array(size * BANDS), this.#bands);
  }
}

const NO_BANDS = new Uint32Array(0);

function copyInto<T extends Uint8Array | Uint32Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
