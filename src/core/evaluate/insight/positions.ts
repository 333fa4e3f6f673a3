import { normaliseText } from '../graders/normaliseText.ts';
import type { Cell } from '../results/cell.ts';
import type { Score } from '../results/score.ts';

/** What each variant says to each case, so that what is said can be counted: case to variant to position. */
export interface Positions {
  /** The grader that reads labels; absent where whole answers are compared. */
  grader?: string;
  of: ReadonlyMap<string, ReadonlyMap<string, Position>>;
}

export interface Position {
  /** The label, or the answer without case, space and marks. */
  said: string;
  /** Whether a grader finds it right; absent where none says. */
  passed?: boolean;
}

/** Types of graders whose word decides whether what was said is right. */
const DECIDING = ['label', 'exact_match', 'number', 'string_check'];

/** The positions of all answers, at their first repetition. */
export function positionsOf(
  graders: readonly { name: string; grader: { type: string } }[],
  cells: Iterable<Cell>,
  scores: readonly Score[],
): Positions {
  const labels = graders.find(({ grader }) => grader.type === 'label')?.name;
  const deciding = labels ?? graders.find(({ grader }) => DECIDING.includes(grader.type))?.name;
  const scoreOf = new Map(
    scores
      .filter(({ grader, repetition }) => grader === deciding && repetition === 0)
      .map(score => [JSON.stringify([score.case, score.variant]), score]),
  );
  const of = new Map<string, Map<string, Position>>();
  for (const { case: id, variant, repetition, output, problem, wrongModel } of cells) {
    if (repetition > 0 || problem || wrongModel) continue;
    const score = scoreOf.get(JSON.stringify([id, variant]));
    const said = labels === undefined ? plain(output) : score?.label;
    if (said === undefined) continue;
    const known = of.get(id) ?? new Map<string, Position>();
    of.set(id, known);
    known.set(variant, { said, ...(score?.passed !== undefined && { passed: score.passed }) });
  }
  return { ...(labels !== undefined && { grader: labels }), of };
}

function plain(output: string): string {
  return normaliseText(output, ['case', 'space', 'punctuation']);
}
