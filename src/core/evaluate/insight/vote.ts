import { wilsonInterval } from '../statistics/wilson.ts';
import type { Positions } from './positions.ts';

/** How a vote of all variants would do. Plain data. */
export interface EnsembleVote {
  voters: string[];
  /** Share of cases in which what most say is right, with its interval. A tie is not right. */
  value: number;
  low: number;
  high: number;
  cases: number;
  ties: number;
  /** The variant that does best alone over the same cases. */
  best: string;
  bestValue: number;
}

/** Two voters can only agree or tie. */
const FEWEST_VOTERS = 3;

/**
 * What most of the variants say, case by case, and how often that is right. Undefined with fewer than three variants, and
 * where no grader tells whether an answer is right.
 */
export function ensembleVote(
  variants: readonly string[],
  { of }: Positions,
  confidence?: number,
): EnsembleVote | undefined {
  const complete = [...of.values()].filter(said =>
    variants.every(variant => said.get(variant)?.passed !== undefined),
  );
  if (variants.length < FEWEST_VOTERS || complete.length === 0) return undefined;
  let [right, ties] = [0, 0];
  const alone = new Map(variants.map(variant => [variant, 0]));
  for (const said of complete) {
    const votes = new Map<string, { count: number; passed: boolean }>();
    for (const variant of variants) {
      const { said: position, passed = false } = said.get(variant)!;
      votes.set(position, { count: (votes.get(position)?.count ?? 0) + 1, passed });
      if (passed) alone.set(variant, alone.get(variant)! + 1);
    }
    const [first, second] = [...votes.values()].sort((one, other) => other.count - one.count);
    if (first!.count === second?.count) ties += 1;
    else if (first!.passed) right += 1;
  }
  const [best, bestRight] = [...alone].reduce((most, one) => (one[1] > most[1] ? one : most));
  const cases = complete.length;
  return {
    ...{ voters: [...variants], value: right / cases, ...wilsonInterval(right, cases, confidence) },
    ...{ cases, ties, best, bestValue: bestRight / cases },
  };
}
