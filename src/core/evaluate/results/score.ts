import type { CellKey } from './cell.ts';

/** What one grader says of one answer. Made of the answers and of what judges said; never kept. */
export interface Score extends CellKey {
  /** Name of the grader. */
  grader: string;
  /** 0 to 1, more is better; absent when the grader could not judge. */
  value?: number;
  /** Whether it is good enough; absent when the grader only measures. */
  passed?: boolean;
  /** What was measured, in the grader's own unit: milliseconds, dollars, characters, points. */
  measured?: number;
  /** The label that was read out of the answer, and the one that was wanted. */
  label?: string;
  expected?: string;
  /** Why, in words. */
  reason?: string;
  /** Why there is no value. */
  failure?: string;
  /** US dollars that a judge cost. */
  price?: number;
  /** What each of several judges said. */
  votes?: { judge: string; value?: number; label?: string; reason?: string }[];
}

/** Which of two variants answered a case better, as a judge or a person says. */
export interface Preference {
  grader: string;
  case: string;
  repetition: number;
  left: string;
  right: string;
  winner: 'left' | 'right' | 'tie';
  /** False when a judge chose by the place of the answers: the winner is a tie then. */
  consistent: boolean;
  reason?: string;
  failure?: string;
  price?: number;
}
