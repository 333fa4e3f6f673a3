import type { ProblemData } from '../util/problem.ts';

/** A pause before the next attempt, told to whoever shows it. */
export interface Wait {
  milliseconds: number;
  /** When it ends, in milliseconds since 1970. */
  until: number;
  /** The attempt that failed, from 1. */
  attempt: number;
  /** Why we wait. */
  problem: ProblemData;
}

/** How patient the transport is. */
export interface Limits {
  /** Until a chat or a creation begins to be answered. Node's own fetch gives up at 300 s, so this stays below. */
  headersMs: number;
  /** The same for requests that only read, which no server needs long for. */
  readHeadersMs: number;
  /** Between two pieces of an answer. */
  idleMs: number;
  /** For a whole answer that is not a stream. */
  totalMs: number;
  /** Attempts in all. */
  attempts: number;
  /** The longest wait that is sat out; when a server asks for more, the problem says so instead. */
  longestWaitMs: number;
}

export const defaultLimits: Limits = {
  headersMs: 280_000,
  readHeadersMs: 60_000,
  idleMs: 120_000,
  totalMs: 600_000,
  attempts: 5,
  longestWaitMs: 300_000,
};

/**
 * The wait that a server asks for, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as a date.
 * Undefined when it does not ask, or asks in a way that is no time.
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const exact = seconds(headers.get('retry-after-ms'));
  if (exact !== undefined) return exact;
  const value = headers.get('retry-after');
  const plain = seconds(value);
  if (plain !== undefined) return plain * 1000;
  const date = value && /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function seconds(value: string | null): number | undefined {
  return value !== null && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

/** The wait before attempt `attempt + 1` when the server did not say: 1 s, 2 s, 4 s ... */
export function growingWait(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), 30_000);
}
