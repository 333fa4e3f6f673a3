import type { Judgeable, Judged, JudgedWith } from '../core/evaluate/compare/judgeComparison.ts';
import type { ResultLine } from '../core/evaluate/results/readResults.ts';

/** What is to be judged. The worker remembers the comparison and its answers, so that only what is new travels. */
export interface JudgeQuestion {
  /** Which comparison: the same each time. */
  key: string;
  /** Absent: as it was told last. With it, the answers of before are forgotten. */
  comparison?: Judgeable;
  /** Answers and judgements that were not told yet. */
  lines: ResultLine[];
  known: JudgedWith;
}

/** What the worker that judges comparisons answers. */
export type JudgeContract = {
  requests: {
    /** Undefined when the comparison is not known any more: tell everything again. */
    judge: { params: JudgeQuestion; result: Judged | undefined };
    forget: { params: { key: string }; result: undefined };
  };
  events: Record<string, never>;
};
