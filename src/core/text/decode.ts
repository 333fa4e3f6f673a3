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

/**
 * Recognises UTF-16 without a mark by NUL bytes at every other place of the first bytes.
 * Returns undefined for anything that may be UTF-8.
 */
export function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(head.length & ~1, 256);
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

/** Finds the boundary by bisection: a prefix decodes in streaming mode exactly when nothing before its end is invalid. */
function firstInvalidByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isValidPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return sequenceStart(bytes, low);
}

function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Steps back over the lead byte of a sequence that was begun but could not be finished at `at`. */
function sequenceStart(bytes: Uint8Array, at: number): number {
  for (let back = 1; back <= 3 && at - back >= 0; back++) {
    const byte = bytes[at - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? at - back : at;
    }
  }
  return at;
}
