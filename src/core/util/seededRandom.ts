/** A source of numbers in [0, 1). */
export type RandomSource = () => number;

/**
 * Numbers that are the same for the same seed on every machine.
 * Source: mulberry32 (Tommy Ettinger, public domain); 32 bits of state are plenty for shuffling and sampling.
 */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The numbers 0 to `length` - 1 in random order (Fisher and Yates). */
export function shuffledIndices(length: number, random: RandomSource): Uint32Array {
  const order = Uint32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}
