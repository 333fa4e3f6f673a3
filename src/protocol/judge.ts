import type { Case } from '../core/evaluate/case.ts';
import type { Judgeable, Judged, JudgedWith } from '../core/evaluate/compare/judgeComparison.ts';
import type { ResultLine } from '../core/evaluate/results/readResults.ts';
import type { Score } from '../core/evaluate/results/score.ts';
import type { Leak } from '../core/evaluate/training/leaks.ts';
import type { LikelyReason } from '../core/evaluate/training/whySaid.ts';

/** What is to be judged. The worker remembers the comparison and its answers, so that only what is new travels. */
export interface JudgeQuestion {
  /** Which comparison: the same each time. */
  key: string;
  /** Absent: as it was told last. With it, the answers of before are forgotten. */
  comparison?: Judgeable;
  /** Answers and judgements that were not told yet. */
  lines: ResultLine[];
  known: Pick<JudgedWith, 'feedback' | 'drift'>;
  /** The training files of variants, by variant: such as the worker was given to examine. */
  training: ReadonlyMap<string, string>;
}

/** What may be concluded, and how many scores that rests on. */
export type JudgedApart = Omit<Judged, 'scores'> & { scores: number };

/** What the worker that judges comparisons answers. Undefined where it does not know what is meant: tell it again. */
export type JudgeContract = {
  requests: {
    judge: { params: JudgeQuestion; result: JudgedApart | undefined };
    /** Scores of what was judged last, from a place on: many at once would keep who receives them. */
    scores: { params: { key: string; from: number; count: number }; result: Score[] | undefined };
    /** Reads a training file and finds the cases that stand in it. The worker remembers it. */
    examine: {
      params: { key: string; path: string; text: string; cases: readonly Case[] };
      result: ReadonlyMap<string, Leak>;
    };
    /** The examples of a training file that are most like a question and an answer. */
    why: {
      params: { key: string; path: string; one: Pick<Case, 'messages' | 'values'>; output: string };
      result: LikelyReason[] | undefined;
    };
    forget: { params: { key: string }; result: undefined };
  };
  events: Record<string, never>;
};
