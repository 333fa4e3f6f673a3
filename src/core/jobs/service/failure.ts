import { Problem, type ProblemCode, type ProblemData, toProblemData } from '../../util/problem.ts';
import type { Hand } from './hand.ts';
import type { Outcome } from './pauses.ts';

/** After a refused key there is nothing to hope for until the user does something, which wakes the job. */
const UNTIL_HELPED = 300_000;

/** What may pass by itself, or when the user mends the connection: the job waits for it. */
const PASSING: ReadonlySet<ProblemCode> = new Set([
  'unauthorized',
  'rate-limited',
  'quota',
  'unreachable',
  'timeout',
  'bad-response',
]);

/** True when trying again later may work without anything about the job being changed. */
export function isPassing({ code, retryable }: ProblemData): boolean {
  return retryable || PASSING.has(code);
}

/** Notes that the provider cannot be asked, and when to try again. An abort is thrown on. */
export async function noteFailure(hand: Hand, thrown: unknown, atLeast = 0): Promise<Outcome> {
  const problem = problemOf(hand, thrown);
  await hand.apply({ kind: 'unseen', problem });
  const helped = problem.code === 'unauthorized' || problem.code === 'forbidden' ? UNTIL_HELPED : 0;
  return { kind: 'failed', atLeast: Math.max(atLeast, problem.retryAfterMs ?? 0, helped) };
}

/** Gives the job up when the provider says that it cannot be, else waits. */
export async function giveUpOrWait(hand: Hand, thrown: unknown, atLeast = 0): Promise<Outcome> {
  const problem = problemOf(hand, thrown);
  if (isPassing(problem)) return noteFailure(hand, thrown, atLeast);
  await hand.apply({ kind: 'given-up', problem });
  return { kind: 'again' };
}

/** The failure as data; a cause is for the log and not for the record. */
export function problemOf({ signal, parts, id }: Hand, thrown: unknown): ProblemData {
  signal.throwIfAborted();
  const { cause, ...problem } = toProblemData(thrown);
  if (!(thrown instanceof Problem) && cause !== undefined) parts.log(`Job ${id}: ${cause}`);
  return problem;
}
