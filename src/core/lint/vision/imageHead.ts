/** What the first bytes of an image tell. */
export interface ImageHead {
  kind: 'jpeg' | 'png' | 'webp' | 'gif' | undefined;
  /** How colours are written; undefined where the head does not tell. */
  colour?: 'rgb' | 'greyscale' | 'palette' | 'cmyk';
}

/** The most bytes that are looked at: JPEG names its colours after its metadata. */
const MAX_HEAD = 96 * 1024;

/** Reads the head of an image that is written in base64. */
export function readImageHead(base64: string): ImageHead {
  const bytes = decodeHead(base64);
  const is = (at: number, ...values: number[]) => values.every((value, index) => bytes[at + index] === value);
  if (is(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    const colour = PNG_COLOURS[bytes[25] ?? -1];
    return colour ? { kind: 'png', colour } : { kind: 'png' };
  }
  if (is(0, 0xff, 0xd8, 0xff)) {
    const colour = jpegColour(bytes);
    return colour ? { kind: 'jpeg', colour } : { kind: 'jpeg' };
  }
  if (is(0, 0x47, 0x49, 0x46, 0x38)) return { kind: 'gif', colour: 'palette' };
  if (is(0, 0x52, 0x49, 0x46, 0x46) && is(8, 0x57, 0x45, 0x42, 0x50)) return { kind: 'webp' };
  return { kind: undefined };
}

/** True for a text that is base64, with its padding. */
export function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** The bytes that a text in base64 stands for. */
export function decodedSize(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.floor((base64.length * 3) / 4) - padding;
}

const PNG_COLOURS: Readonly<Record<number, ImageHead['colour']>> = {
  0: 'greyscale',
  2: 'rgb',
  3: 'palette',
  4: 'greyscale',
  6: 'rgb',
};

/** Walks the segments of a JPEG to the one that begins a frame, which counts the components. */
function jpegColour(bytes: Uint8Array): ImageHead['colour'] {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return JPEG_COLOURS[bytes[at + 9] ?? 0];
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
  }
  return undefined;
}

const JPEG_COLOURS: Readonly<Record<number, ImageHead['colour']>> = { 1: 'greyscale', 3: 'rgb', 4: 'cmyk' };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128);
for (let index = 0; index < ALPHABET.length; index++) VALUES[ALPHABET.charCodeAt(index)] = index;

function decodeHead(base64: string): Uint8Array {
  const units = Math.min(base64.length & ~3, Math.ceil(MAX_HEAD / 3) * 4);
  const bytes = new Uint8Array((units / 4) * 3);
  for (let from = 0, to = 0; from < units; from += 4, to += 3) {
    let word = 0;
    for (let index = 0; index < 4; index++)
      word = (word << 6) | (VALUES[base64.charCodeAt(from + index) & 127] ?? 0);
    bytes[to] = word >> 16;
    bytes[to + 1] = word >> 8;
    bytes[to + 2] = word;
  }
  return bytes;
}
