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
  const total = Math.abs(differences.reduce((sum, one) => sum + one, 0));
  const near = total * (1 - 1e-12);
  if (differences.length <= exactUpTo) {
    const ways = 2 ** differences.length;
    let extreme = 0;
    for (let way = 0; way < ways; way++) {
      const sum = differences.reduce((all, one, index) => all + (way & (1 << index) ? one : -one), 0);
      if (Math.abs(sum) >= near) extreme += 1;
    }
    return extreme / ways;
  }
  const random = seededRandom(seed);
  let extreme = 0;
  for (let draw = 0; draw < draws; draw++) {
    const sum = differences.reduce((all, one) => all + (random() < 0.5 ? one : -one), 0);
    if (Math.abs(sum) >= near) extreme += 1;
  }
  return (extreme + 1) / (draws + 1);
}
