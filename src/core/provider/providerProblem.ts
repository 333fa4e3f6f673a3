import { Problem, type ProblemData } from '../util/problem.ts';
import { type Reason, reasons } from './reasons.ts';

/** An answer that is not a success, as far as it was read. */
export interface RefusedAnswer {
  status: number;
  /** The body's text, possibly cut. */
  body: string;
  requestId?: string;
  retryAfterMs?: number;
}

/** Who was asked, for the sentence. */
export interface Asked {
  /** The connection's name. */
  name: string;
  host: string;
  /** Whether a key was sent. */
  keySent: boolean;
}

/** Builds a problem; the code follows from the reason. */
export function providerProblem(
  reason: Reason,
  message: string,
  remedy: string,
  more: Partial<Omit<ProblemData, 'code' | 'message' | 'remedy' | 'reason'>> = {},
): Problem {
  return new Problem({ code: reasons[reason], reason, message, remedy, ...more });
}

/** Builds one problem of an answer whose request id and wait are already known. */
export type Say = (reason: Reason, message: string, remedy: string, extra?: Partial<ProblemData>) => Problem;
