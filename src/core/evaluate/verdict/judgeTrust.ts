import type { Feedback } from '../feedback/feedback.ts';
import type { Preference, Score } from '../results/score.ts';
import { type Agreement, cohensKappa } from '../statistics/kappa.ts';

/** Whether a judge says what the person says. */
export interface JudgeTrust extends Agreement {
  grader: string;
  trusted: boolean;
}

/** Fewer judgements than this say nothing of agreement. */
export const FEWEST_THUMBS = 10;

/**
 * How far a grader agrees with thumbs and choices on the same answers. A score counts as a thumb up when it passed, or
 * from a half on.
 */
export function judgeTrust(
  grader: string,
  { scores, preferences }: { scores: Iterable<Score>; preferences: Iterable<Preference> },
  feedback: readonly Feedback[],
  threshold: number,
): JudgeTrust {
  const pairs = [...thumbPairs(grader, scores, feedback), ...choicePairs(grader, preferences, feedback)];
  const agreement = cohensKappa(pairs);
  const trusted = pairs.length >= FEWEST_THUMBS && (agreement.kappa ?? 0) >= threshold;
  return { ...agreement, grader, trusted };
}

function* thumbPairs(
  grader: string,
  scores: Iterable<Score>,
  feedback: readonly Feedback[],
): Generator<[string, string]> {
  const said = new Map<string, string>();
  for (const score of scores) {
    const isGood = score.passed ?? (score.value === undefined ? undefined : score.value >= 0.5);
    if (score.grader !== grader || isGood === undefined) continue;
    said.set(JSON.stringify([score.case, score.variant, score.repetition]), isGood ? 'up' : 'down');
  }
  for (const { thumb, answer, case: id } of feedback) {
    if (thumb === undefined || answer === undefined) continue;
    const judged = said.get(JSON.stringify([id, answer.variant, answer.repetition ?? 0]));
    if (judged !== undefined) yield [judged, thumb];
  }
}

function* choicePairs(
  grader: string,
  preferences: Iterable<Preference>,
  feedback: readonly Feedback[],
): Generator<[string, string]> {
  const said = new Map<string, string>();
  for (const one of preferences) {
    if (one.grader !== grader || one.failure !== undefined) continue;
    const winner = one.winner === 'tie' ? 'tie' : one[one.winner];
    said.set(JSON.stringify([one.case, ...[one.left, one.right].sort()]), winner);
  }
  for (const { better, left, right, case: id } of feedback) {
    if (!better || !left || !right) continue;
    const judged = said.get(JSON.stringify([id, ...[left.variant, right.variant].sort()]));
    const chosen = better === 'left' ? left.variant : better === 'right' ? right.variant : 'tie';
    if (judged !== undefined) yield [judged, chosen];
  }
}
