/** Text of some bytes and, when they are not valid UTF-8, where that begins. */
export interface DecodedText {
  /** Invalid sequences stand as U+FFFD, as an editor shows them. */
  text: string;
  /** UTF-16 column of the first invalid sequence; absent when all bytes are valid. */
  invalidAt?: number;
  /** Byte offset of the first invalid sequence; absent when all bytes are valid. */
  invalidByte?: number;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes the bytes of one line. Never throws: broken UTF-8 is data to report. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  try {
    return { text: strict.decode(bytes) };
  } catch {
    const invalidByte = firstInvalidByte(bytes);
    return {
      text: lossy.decode(bytes),
      invalidAt: lossy.decode(bytes.subarray(0, invalidByte)).length,
      invalidByte,
    };
  }
}

/** The encoding that a byte order mark announces. `utf-8` only when there is a mark. */
export type MarkedEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Reads the byte order mark at the start of a file; undefined when there is none. */
export function byteOrderMark(head: Uint8Array): { encoding: MarkedEncoding; length: number } | undefined {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'utf-32le', length: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', length: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** As many bytes of a file as are needed to recognise its encoding; the whole file when it is shorter. */
export const HEAD_BYTES = 256;

/** What the first bytes of a file say of its encoding. */
export function readHead(head: Uint8Array): {
  mark: MarkedEncoding | undefined;
  markLength: number;
  unmarkedUtf16: boolean;
} {
  const mark = byteOrderMark(head);
  return {
    mark: mark?.encoding,
    markLength: mark?.length ?? 0,
    unmarkedUtf16: !mark && unmarkedUtf16(head) !== undefined,
  };
}

/**
 * Recognises UTF-16 without a mark by NUL bytes at every other place of the first bytes.
 * Returns undefined for anything that may be UTF-8.
 */
export function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(head.length & ~1, HEAD_BYTES);
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even += 1;
    if (head[i + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.8 && even < pairs * 0.2) return 'utf-16le';
  if (even > pairs * 0.8 && odd < pairs * 0.2) return 'utf-16be';
  return undefined;
}

/** Offset of the first byte that is no part of a valid sequence; the length when all are. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) break;
    at += length;
  }
  return at;
}

/** Bytes in the valid sequence of UTF-8 that starts at `at`; 0 when there is none. */
export function sequenceLength(bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 | 4 {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0) return 0;
  // The second byte must not make the sequence overlong, a surrogate, or larger than U+10FFFF.
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
