import { randomInt } from 'node:crypto';

/** A number in [0, 1) that cannot be guessed. */
export function randomNumber(): number {
  return randomInt(RANGE) / RANGE;
}

const RANGE = 2 ** 47;
