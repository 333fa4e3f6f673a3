/**
 * A hash of a text that fits a number exactly: 53 bits, so that among a million texts two hardly ever share one. Not
 * for secrets. Project files and variables beside datasets keep such hashes, so it never changes. Source: two lanes of MurmurHash3's mixing, as in cyrb53 (public domain).
 */
export function hash53(text: string): number {
  let a = 0xdeadbeef | 0;
  let b = 0x41c6ce57 | 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b & 0x1fffff) * 2 ** 32 + (a >>> 0);
}
