/** One physical line of a file. */
export interface ByteLine {
  /** The line's bytes without its terminator. Valid until the next line is taken: decode or copy it at once. */
  bytes: Uint8Array;
  /** Offset of the first byte in the file. */
  offset: number;
  /** How many bytes the line has: more than `bytes` when it was cut off because it is too long. */
  length: number;
  /** What ended the line; empty for the last line of a file that does not end in a line break. */
  terminator: '\n' | '\r\n' | '\r' | '';
}

/** Longest line in bytes that is read. A longer one is cut off near there, and what is left of it is no whole JSON. */
export const MAX_LINE_BYTES = 256 * 1024 * 1024;

const LF = 10;
const CR = 13;

/**
 * Cuts chunks of bytes into lines at \n, \r\n and lone \r, as Python's text mode and VS Code do, never at U+2028.
 * Like an editor, a file that ends in a line break has a last, empty line; an empty file has one empty line.
 */
export class LineCutter {
  #rest: Uint8Array[] = [];
  #restLength = 0;
  #offset = 0;
  #afterCarriageReturn = false;
  readonly #longest: number;

  /** `longest` is for tests: lines of `MAX_LINE_BYTES` are slow to make. */
  constructor(longest = MAX_LINE_BYTES) {
    this.#longest = longest;
  }

  /** Feeds the next bytes of the file and calls `take` for every line that they complete. */
  push(chunk: Uint8Array, take: (line: ByteLine) => void): void {
    let start = 0;
    if (this.#afterCarriageReturn && chunk.length > 0) {
      this.#afterCarriageReturn = false;
      const isPair = chunk[0] === LF;
      this.#emit(new Uint8Array(0), isPair ? '\r\n' : '\r', take);
      if (isPair) start = 1;
    }
    let nextLf = chunk.indexOf(LF, start);
    let nextCr = chunk.indexOf(CR, start);
    while (nextLf >= 0 || nextCr >= 0) {
      const end = nextLf < 0 ? nextCr : nextCr < 0 ? nextLf : Math.min(nextLf, nextCr);
      let terminator: ByteLine['terminator'] = '\n';
      let next = end + 1;
      if (end === nextCr) {
        if (end === chunk.length - 1) {
          this.#keep(chunk.subarray(start, end));
          this.#afterCarriageReturn = true;
          return;
        }
        terminator = '\r';
        if (chunk[end + 1] === LF) {
          terminator = '\r\n';
          next = end + 2;
        }
      }
      this.#emit(chunk.subarray(start, end), terminator, take);
      start = next;
      if (nextLf >= 0 && nextLf < start) nextLf = chunk.indexOf(LF, start);
      if (nextCr >= 0 && nextCr < start) nextCr = chunk.indexOf(CR, start);
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** Ends the file: calls `take` for the last line. */
  end(take: (line: ByteLine) => void): void {
    if (this.#afterCarriageReturn) {
      this.#afterCarriageReturn = false;
      this.#emit(new Uint8Array(0), '\r', take);
    }
    this.#emit(new Uint8Array(0), '', take);
  }

  #keep(part: Uint8Array): void {
    if (this.#restLength <= this.#longest) this.#rest.push(part.slice());
    this.#restLength += part.length;
  }

  #emit(part: Uint8Array, terminator: ByteLine['terminator'], take: (line: ByteLine) => void): void {
    let bytes = part;
    if (this.#restLength > 0) {
      const kept = this.#rest.reduce((sum, piece) => sum + piece.length, 0);
      // After a gap the rest of the line must not be joined to its beginning.
      const pieces = kept < this.#restLength ? this.#rest : [...this.#rest, part];
      bytes = joinBytes(pieces);
    }
    const length = this.#restLength + part.length;
    this.#rest = [];
    this.#restLength = 0;
    take({ bytes, offset: this.#offset, length, terminator });
    this.#offset += length + terminator.length;
  }
}

/** One array of bytes out of several. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Splits text into lines as VS Code does: at \n, \r\n and lone \r. Always at least one line. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
