import type { MarkedEncoding } from './decode.ts';

const BLOCK_UNITS = 8192;
const REPLACEMENT = 0xfffd;

/**
 * Turns UTF-16 or UTF-32 into UTF-8, in pieces of any size, without the byte order mark. What is not valid, such as
 * half a character or an odd byte at the end, becomes U+FFFD and is counted.
 */
export class Utf8Transcoder {
  readonly #bytesPerUnit: number;
  readonly #littleEndian: boolean;
  readonly #encoder = new TextEncoder();
  #rest = new Uint8Array(0);
  /** The first half of a pair that ended the piece before. */
  #high = '';
  #isStart = true;
  /** How many characters could not be kept. */
  replaced = 0;

  constructor(encoding: Exclude<MarkedEncoding, 'utf-8'>) {
    this.#bytesPerUnit = encoding.startsWith('utf-16') ? 2 : 4;
    this.#littleEndian = encoding.endsWith('le');
  }

  push(chunk: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const whole = bytes.length - (bytes.length % this.#bytesPerUnit);
    this.#rest = bytes.slice(whole);
    let text = this.#high + this.#decode(new DataView(bytes.buffer, 0, whole));
    if (this.#isStart && text !== '') {
      this.#isStart = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    this.#high = /[\ud800-\udbff]$/.exec(text)?.[0] ?? '';
    return this.#encode(this.#high ? text.slice(0, -1) : text);
  }

  end(): Uint8Array {
    const tail = this.#rest.length > 0 ? '\ufffd' : '';
    if (tail) this.replaced += 1;
    const text = this.#high + tail;
    this.#high = '';
    this.#rest = new Uint8Array(0);
    return this.#encode(text);
  }

  /** Block by block: one string for each character would take many times the memory of the text. */
  #decode(units: DataView): string {
    const parts: string[] = [];
    const block = BLOCK_UNITS * this.#bytesPerUnit;
    for (let from = 0; from < units.byteLength; from += block) {
      const codes: number[] = [];
      const to = Math.min(from + block, units.byteLength);
      for (let at = from; at < to; at += this.#bytesPerUnit) {
        if (this.#bytesPerUnit === 2) codes.push(units.getUint16(at, this.#littleEndian));
        else codes.push(this.#character(units.getUint32(at, this.#littleEndian)));
      }
      parts.push(String.fromCodePoint(...codes));
    }
    return parts.join('');
  }

  #character(code: number): number {
    if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return code;
    this.replaced += 1;
    return REPLACEMENT;
  }

  #encode(text: string): Uint8Array {
    this.replaced += text.match(/\p{Surrogate}/gu)?.length ?? 0;
    return this.#encoder.encode(text);
  }
}
