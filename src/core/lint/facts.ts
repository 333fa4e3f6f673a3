import { FORMAT_IDS, type FormatId } from '../formats/format.ts';

/** What a line is, as a number in the table. */
export const LINE_KINDS = ['blank', 'broken', 'not-object', 'object'] as const;

export type LineKind = (typeof LINE_KINDS)[number];

/** What is kept of one line after it was parsed. */
export interface LineFacts {
  kind: LineKind;
  /** The format that its own keys show; undefined when none fits. */
  detected: FormatId | undefined;
  /** Hash of the canonical example, 64 bits in two halves; 0, 0 for lines that are no object. */
  hashHigh: number;
  hashLow: number;
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
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
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
    this.#high[row] = facts.hashHigh;
    this.#low[row] = facts.hashLow;
    this.#units[row] = facts.units;
  }

  kind(line: number): LineKind {
    return LINE_KINDS[this.#kind[line] ?? 0] ?? 'blank';
  }

  detected(line: number): FormatId | undefined {
    const number = this.#format[line] ?? 0;
    return number === 0 ? undefined : FORMAT_IDS[number - 1];
  }

  hashHigh(line: number): number {
    return this.#high[line] ?? 0;
  }

  hashLow(line: number): number {
    return this.#low[line] ?? 0;
  }

  /** Length of the line in UTF-16 units. */
  units(line: number): number {
    return this.#units[line] ?? 0;
  }

  #grow(size: number): void {
    this.#kind = copyInto(new Uint8Array(size), this.#kind);
    this.#format = copyInto(new Uint8Array(size), this.#format);
    this.#high = copyInto(new Uint32Array(size), this.#high);
    this.#low = copyInto(new Uint32Array(size), this.#low);
    this.#units = copyInto(new Uint32Array(size), this.#units);
  }
}

function copyInto<T extends Uint8Array | Uint32Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
