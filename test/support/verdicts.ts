import type { Score } from '../../src/core/evaluate/results/score.ts';
import { judgeVariants } from '../../src/core/evaluate/verdict/judgeVariants.ts';

/** Scores of variants, from a row of numbers for each: one number a case. */
export function scored(rows: Record<string, readonly number[]>, grader = 'accuracy'): Score[] {
  return Object.entries(rows).flatMap(([variant, values]) =>
    values.map((value, index) => ({
      ...{ grader, case: `c${index}`, variant, repetition: 0, value },
      ...(value === 0 || value === 1 ? { passed: value === 1 } : {}),
    })),
  );
}

/** What is concluded of the scores. */
export const judge = (scores: Score[], more: Partial<Parameters<typeof judgeVariants>[0]> = {}) =>
  judgeVariants({
    variants: [...new Set(scores.map(({ variant }) => variant))],
    scores,
    preferences: [],
    ...more,
  });
