import type { ProblemData } from '../../util/problem.ts';

/** What a judge answered, word for word. Plain data: a line of the results. */
export interface Judgement {
  /** Of which question: see `JudgeItem`. */
  id: string;
  /** Of all that was sent: a question with the same hash need not be asked again. */
  request: string;
  output: string;
  asked: string;
  answered?: string;
  /** US dollars; absent when the price or the usage is not known. */
  price?: number;
  ms?: number;
  problem?: Omit<ProblemData, 'cause'>;
  /** When it came, in milliseconds since 1970. */
  at?: number;
}
