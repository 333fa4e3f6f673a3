// Runs in the product: unfolds what packedData.mjs packed.
import { brotliDecompressSync } from 'node:zlib';

/** @param {string} packed base64 of compressed bytes */
export function unpackBytes(packed) {
  return brotliDecompressSync(Buffer.from(packed, 'base64'));
}

/** In place of a second half: the token is one byte. */
export const ONE_BYTE = 0xffffff;

/**
 * The tokens of an encoding in the order of their ranks, as gpt-tokenizer has them: a text, or bytes that are none.
 * @param {string} packed see `packRanks`
 * @returns {(string | number[])[]}
 */
export function unpackRanks(packed) {
  const planes = unpackBytes(packed);
  const size = planes.length / 6;
  /** @type {string[]} one character a byte */
  const tokens = [];
  for (let rank = 0; rank < size; rank++) {
    const [left, right] = [numberAt(planes, size, rank), numberAt(planes, size, rank + 3 * size)];
    tokens.push(right === ONE_BYTE ? String.fromCharCode(left) : `${tokens[left]}${tokens[right]}`);
  }
  return tokens.map(token =>
    /^[\0-\x7f]*$/.test(token) ? token : textOrBytes(Buffer.from(token, 'latin1')),
  );
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\uFEFF';

/** @param {Buffer} bytes */
function textOrBytes(bytes) {
  try {
    const text = decoder.decode(bytes);
    return text.startsWith(BYTE_ORDER_MARK) ? [...bytes] : text;
  } catch {
    return [...bytes];
  }
}

/**
 * @param {Uint8Array} planes the low bytes of all numbers, then the middle ones, then the high ones
 * @param {number} size
 * @param {number} index
 */
function numberAt(planes, size, index) {
  return (planes[index] ?? 0) | ((planes[index + size] ?? 0) << 8) | ((planes[index + 2 * size] ?? 0) << 16);
}
