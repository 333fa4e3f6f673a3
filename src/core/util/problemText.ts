import type { ProblemData } from './problem.ts';

/** Characters of a request id that are shown: a server may send anything. */
const LONGEST_ID = 100;

/** A problem as one line for people. */
export function problemText(problem: Pick<ProblemData, 'message' | 'remedy' | 'requestId'>): string {
  return `${problem.message} ${adviceOf(problem)}`;
}

/** What to do about a problem, with the id under which its server knows the request. */
export function adviceOf({ remedy, requestId }: Pick<ProblemData, 'remedy' | 'requestId'>): string {
  if (requestId === undefined || requestId === '') return remedy;
  const id = requestId.length > LONGEST_ID ? `${requestId.slice(0, LONGEST_ID)}…` : requestId;
  return `${remedy} Request id: ${id}.`;
}
