import { FORMAT_IDS, type FormatId } from '../formats/format.ts';

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
}

/**
 * A row for every line of a dataset, in columns: fourteen bytes a line, so that a million examples fit in 14 MB.
 * Tables of parts of a file can be concatenated.
 */
export class FactsTable {
  #length = 0;
  #kind = new Uint8Array(1024);
  #format = new Uint8Array(1024);
  #exact = new Uint32Array(1024);
  #folded = new Uint32Array(1024);
  #units = new Uint32Array(1024);

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

  #grow(size: number): void {
    this.#kind = copyInto(new Uint8Array(size), this.#kind);
    this.#format = copyInto(new Uint8Array(size), this.#format);
    this.#exact = copyInto(new Uint32Array(size), this.#exact);
    this.#folded = copyInto(new Uint32Array(size), this.#folded);
    this.#units = copyInto(new Uint32Array(size), this.#units);
  }
}

function copyInto<T extends Uint8Array | Uint32Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
