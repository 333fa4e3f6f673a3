/** The characters of Windows-1252 for the bytes 0x80 to 0x9F. Five bytes have none and stand for themselves. */
const HIGH_CONTROLS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const byteOf = new Map([...HIGH_CONTROLS].map((character, index) => [character.charCodeAt(0), 0x80 + index]));

/** The code point of a byte in Windows-1252. */
export function windows1252Code(byte: number): number {
  return byte >= 0x80 && byte <= 0x9f ? HIGH_CONTROLS.charCodeAt(byte - 0x80) : byte;
}

/** The byte of a character in Windows-1252, or in Latin-1 where that differs; undefined when it has none. */
export function windows1252Byte(code: number): number | undefined {
  return byteOf.get(code) ?? (code <= 0xff ? code : undefined);
}
