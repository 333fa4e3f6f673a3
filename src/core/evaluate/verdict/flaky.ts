import type { Cell } from '../results/cell.ts';
import type { Score } from '../results/score.ts';

/** Which answers to one case by one variant are not the same each time, as `caseOfVariant` names them. */
export interface Flaky {
  /** The texts differ. */
  answers: ReadonlySet<string>;
  /** Some pass and some do not, by some grader. */
  passes: ReadonlySet<string>;
}

export function caseOfVariant({ case: id, variant }: { case: string; variant: string }): string {
  return JSON.stringify([id, variant]);
}

/** Marks where repetitions disagree. */
export function flakyCells(cells: Iterable<Cell>, scores: Iterable<Score>): Flaky {
  const [answers, passes] = [new Set<string>(), new Set<string>()];
  const outputs = new Map<string, string>();
  for (const cell of cells) {
    if (cell.problem) continue;
    const key = caseOfVariant(cell);
    if ((outputs.get(key) ?? cell.output) !== cell.output) answers.add(key);
    outputs.set(key, cell.output);
  }
  const passed = new Map<string, boolean>();
  for (const score of scores) {
    if (score.passed === undefined) continue;
    const key = JSON.stringify([score.grader, score.case, score.variant]);
    if ((passed.get(key) ?? score.passed) !== score.passed) passes.add(caseOfVariant(score));
    passed.set(key, score.passed);
  }
  return { answers, passes };
}
