import { LINE_KINDS, type LineKind } from '../lint/facts.ts';

/** What preparing keeps of one line. */
export interface LineRow {
  kind: LineKind;
  /** True for an example that still has a finding at error level. */
  faulty: boolean;
  exactHash: number;
  /** Hash of the answer, to find classes; 0 when there is none. */
  answer: number;
  /** Where the line stands in the source, in bytes. */
  offset: number;
  length: number;
}

/** A row for every line, in columns: thirty bytes a line. */
export class LineTable {
  #length = 0;
  #kind = new Uint8Array(1024);
  #faulty = new Uint8Array(1024);
  #exact = new Uint32Array(1024);
  #answer = new Float64Array(1024);
  #offset = new Float64Array(1024);
  #bytes = new Float64Array(1024);

  /** Number of lines. */
  get length(): number {
    return this.#length;
  }

  push(row: LineRow): void {
    if (this.#length === this.#kind.length) this.#grow();
    const at = this.#length++;
    this.#kind[at] = LINE_KINDS.indexOf(row.kind);
    this.#faulty[at] = Number(row.faulty);
    this.#exact[at] = row.exactHash;
    this.#answer[at] = row.answer;
    this.#offset[at] = row.offset;
    this.#bytes[at] = row.length;
  }

  kind(line: number): LineKind {
    return LINE_KINDS[this.#kind[line] ?? 0] ?? 'blank';
  }

  /** True for a line that holds something but no example. */
  isUnreadable(line: number): boolean {
    const kind = this.kind(line);
    return kind !== 'object' && kind !== 'blank';
  }

  isFaulty(line: number): boolean {
    return this.#faulty[line] === 1;
  }

  exactHash(line: number): number {
    return this.#exact[line] ?? 0;
  }

  answer(line: number): number {
    return this.#answer[line] ?? 0;
  }

  place(line: number): { offset: number; length: number } {
    return { offset: this.#offset[line] ?? 0, length: this.#bytes[line] ?? 0 };
  }

  #grow(): void {
    const size = this.#kind.length * 2;
    this.#kind = grown(new Uint8Array(size), this.#kind);
    this.#faulty = grown(new Uint8Array(size), this.#faulty);
    this.#exact = grown(new Uint32Array(size), this.#exact);
    this.#answer = grown(new Float64Array(size), this.#answer);
    this.#offset = grown(new Float64Array(size), this.#offset);
    this.#bytes = grown(new Float64Array(size), this.#bytes);
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
