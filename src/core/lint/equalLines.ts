/**
 * Pairs of a line and the first line that equals it, in the order of the lines. Lines with the same hash are compared
 * by `equal`, which must hold for equal hashes only. Open addressing, so that a million lines need one array.
 */
export function* repeatedLines(
  lines: readonly number[],
  hashOf: (line: number) => number,
  equal: (line: number, other: number) => boolean,
): Iterable<[line: number, first: number]> {
  let capacity = 16;
  while (capacity < lines.length * 2) capacity *= 2;
  /** Lines plus one, so that 0 means free. */
  const slots = new Uint32Array(capacity);
  for (const line of lines) {
    const hash = hashOf(line);
    let slot = hash & (capacity - 1);
    for (;;) {
      const first = (slots[slot] ?? 0) - 1;
      if (first < 0) {
        slots[slot] = line + 1;
        break;
      }
      if (hashOf(first) === hash && equal(line, first)) {
        yield [line, first];
        break;
      }
      slot = (slot + 1) & (capacity - 1);
    }
  }
}
