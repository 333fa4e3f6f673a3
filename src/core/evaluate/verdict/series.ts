import type { Preference, Score } from '../results/score.ts';

/** What one grader says of every variant, case by case: the mean over the repetitions. */
export interface Series {
  grader: string;
  /** `rate`: every number is 0 or 1; `mean`: scores from 0 to 1; `amount`: in a unit of its own, less is better. */
  kind: 'rate' | 'mean' | 'amount';
  /** Variant to case to number. */
  values: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** How many answers could not be judged. */
  failures: number;
}

/** Gathers scores by their graders, in the order in which these appear. */
export function seriesOf(scores: Iterable<Score>): Series[] {
  const byGrader = new Map<string, Score[]>();
  for (const score of scores) {
    const list = byGrader.get(score.grader);
    if (list) list.push(score);
    else byGrader.set(score.grader, [score]);
  }
  return [...byGrader].map(([grader, all]) => oneSeries(grader, all));
}

function oneSeries(grader: string, scores: readonly Score[]): Series {
  const isAmount =
    scores.every(({ value }) => value === undefined) && scores.some(({ measured }) => measured !== undefined);
  const sums = new Map<string, Map<string, { sum: number; count: number }>>();
  let failures = 0;
  for (const { variant, case: id, value, measured } of scores) {
    const number = isAmount ? measured : value;
    if (number === undefined || !Number.isFinite(number)) {
      failures += 1;
      continue;
    }
    const cases = sums.get(variant) ?? new Map<string, { sum: number; count: number }>();
    sums.set(variant, cases);
    const entry = cases.get(id) ?? { sum: 0, count: 0 };
    cases.set(id, { sum: entry.sum + number, count: entry.count + 1 });
  }
  const values = new Map(
    [...sums].map(([variant, cases]) => [
      variant,
      new Map([...cases].map(([id, { sum, count }]) => [id, sum / count])),
    ]),
  );
  const isRate = [...values.values()].every(cases =>
    [...cases.values()].every(one => one === 0 || one === 1),
  );
  return { grader, kind: isAmount ? 'amount' : isRate ? 'rate' : 'mean', values, failures };
}

/** How often each of two variants was preferred, by case: the majority of the repetitions. */
export interface PreferenceCount {
  grader: string;
  left: string;
  right: string;
  /** Case to who won. */
  winners: ReadonlyMap<string, 'left' | 'right' | 'tie'>;
  failures: number;
}

export function preferenceCounts(preferences: Iterable<Preference>): PreferenceCount[] {
  const groups = new Map<string, { first: Preference; sums: Map<string, number>; failures: number }>();
  for (const one of preferences) {
    // Who stands on the left is a matter of order in the file.
    const isTurned = one.left > one.right;
    const [left, right] = isTurned ? [one.right, one.left] : [one.left, one.right];
    const key = JSON.stringify([one.grader, left, right]);
    const group = groups.get(key) ?? {
      first: { ...one, left, right },
      sums: new Map<string, number>(),
      failures: 0,
    };
    groups.set(key, group);
    if (one.failure !== undefined) {
      group.failures += 1;
      continue;
    }
    const side = one.winner === 'tie' ? 0 : (one.winner === 'right') === isTurned ? -1 : 1;
    group.sums.set(one.case, (group.sums.get(one.case) ?? 0) + side);
  }
  return [...groups.values()].map(({ first, sums, failures }) => ({
    grader: first.grader,
    left: first.left,
    right: first.right,
    failures,
    winners: new Map([...sums].map(([id, sum]) => [id, sum === 0 ? 'tie' : sum > 0 ? 'right' : 'left'])),
  }));
}
