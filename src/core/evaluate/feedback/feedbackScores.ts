import type { Preference, Score } from '../results/score.ts';
import type { Feedback } from './feedback.ts';

/** What the person's own judgement is called beside that of graders. */
export const YOUR_THUMBS = 'your thumbs';
export const YOUR_CHOICES = 'your choices';

/** Thumbs and choices as a grader's, so that they are counted and tested like any other. */
export function feedbackScores(feedback: readonly Feedback[]): {
  scores: Score[];
  preferences: Preference[];
} {
  const scores: Score[] = [];
  const preferences: Preference[] = [];
  for (const { case: id, thumb, answer, better, left, right } of feedback) {
    if (thumb && answer) {
      const passed = thumb === 'up';
      const key = { case: id, variant: answer.variant, repetition: answer.repetition ?? 0 };
      scores.push({ ...key, grader: YOUR_THUMBS, value: Number(passed), passed });
    }
    if (better && left && right) {
      const winner = better === 'left' || better === 'right' ? better : 'tie';
      const sides = { left: left.variant, right: right.variant };
      preferences.push({ grader: YOUR_CHOICES, case: id, repetition: 0, ...sides, winner, consistent: true });
    }
  }
  return { scores, preferences };
}
