import { seededRandom, shuffledIndices } from '../util/seededRandom.ts';

/** Examples that must stay together, because they are the same. */
export interface SplitGroup {
  /** How many examples it holds. */
  size: number;
  /** The class to which they belong; the same for all when there are no classes. */
  answer: number;
}

/**
 * Decides which groups are held back for validation: about `validation` examples, out of each class its share. The
 * same seed gives the same answer. At least one group stays for training.
 */
export function holdBack(groups: readonly SplitGroup[], validation: number, seed: number): boolean[] {
  const held = groups.map(() => false);
  const random = seededRandom(seed);
  const order = [...shuffledIndices(groups.length, random)];
  const classes = new Map<number, number[]>();
  // Classes in the order of the file, so that only the seed decides inside each.
  for (const { answer } of groups) if (!classes.has(answer)) classes.set(answer, []);
  for (const index of order) classes.get(groups[index]!.answer)!.push(index);

  const total = groups.reduce((sum, { size }) => sum + size, 0);
  const lists = [...classes.values()];
  const sizes = lists.map(list => list.reduce((sum, index) => sum + groups[index]!.size, 0));
  const quotas = shares(sizes, Math.min(validation, total), total);
  let missing = validation;
  const fill = (list: readonly number[], room: number): void => {
    let left = room;
    let kept = list.filter(index => !held[index]).length;
    for (const index of list) {
      const { size } = groups[index]!;
      // A class that nobody trains on cannot be learnt, so its last group stays.
      if (held[index] || size > left || kept <= 1) continue;
      held[index] = true;
      kept -= 1;
      left -= size;
      missing -= size;
    }
  };
  for (const [index, list] of lists.entries()) fill(list, quotas[index]!);
  // What large groups left open is taken from any class that can give.
  for (const list of lists) fill(list, missing);
  return held;
}

/** Splits a number in proportion to sizes, by largest remainders. */
function shares(sizes: readonly number[], number: number, total: number): number[] {
  const exact = sizes.map(size => (total === 0 ? 0 : (number * size) / total));
  const whole = exact.map(Math.floor);
  const rest = number - whole.reduce((sum, one) => sum + one, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, rest)) whole[index]! += 1;
  return whole;
}
