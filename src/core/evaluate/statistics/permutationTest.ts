import { seededRandom } from '../../util/seededRandom.ts';

/**
 * How likely a mean difference so far from 0 is when each pair might as well stand the other way round. All ways are
 * counted up to `exactUpTo` pairs, else many are drawn.
 * Source: R. A. Fisher, The Design of Experiments, 1935, section 21.
 */
export function permutationTest(
  differences: readonly number[],
  { draws = 10_000, seed = 1, exactUpTo = 16 }: { draws?: number; seed?: number; exactUpTo?: number } = {},
): number {
  // Pairs without a difference stand alike either way.
  const moved = differences.filter(one => one !== 0);
  const total = Math.abs(moved.reduce((sum, one) => sum + one, 0));
  const near = total - 1e-9 * moved.reduce((sum, one) => sum + Math.abs(one), 0);
  if (moved.length <= exactUpTo) return exactShare(moved, near);
  const random = seededRandom(seed);
  let extreme = 0;
  for (let draw = 0; draw < draws; draw++) {
    const sum = moved.reduce((all, one) => all + (random() < 0.5 ? one : -one), 0);
    if (Math.abs(sum) >= near) extreme += 1;
  }
  return (extreme + 1) / (draws + 1);
}

/** The share of all ways whose sum is at least `near`, either way. One pair turns from each way to the next (Gray's order). */
function exactShare(differences: readonly number[], near: number): number {
  const signs = differences.map(() => 1);
  const ways = 2 ** differences.length;
  let sum = differences.reduce((all, one) => all + one, 0);
  let extreme = Math.abs(sum) >= near ? 1 : 0;
  for (let way = 1; way < ways; way++) {
    const turned = 31 - Math.clz32(way & -way);
    sum -= 2 * signs[turned]! * differences[turned]!;
    signs[turned] = -signs[turned]!;
    if (Math.abs(sum) >= near) extreme += 1;
  }
  return extreme / ways;
}
