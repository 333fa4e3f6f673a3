/** What went wrong, as a stable code that callers may branch on. */
export type ProblemCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rejected'
  | 'rate-limited'
  | 'quota'
  | 'unreachable'
  | 'timeout'
  | 'bad-response'
  | 'cancelled'
  | 'not-supported'
  | 'internal';

/** The plain, serialisable form of a failure. It crosses threads, pages and JSON unchanged. */
export interface ProblemData {
  code: ProblemCode;
  /** One sentence: what happened. Never contains a key, a bearer header or a signed URL. */
  message: string;
  /** One sentence: what the user can do next. */
  remedy: string;
  /** Whether trying the same thing again may succeed. */
  retryable: boolean;
  /** The server's id of the failed request; absent when no server answered. */
  requestId?: string;
  /** Milliseconds that the server asked to wait; absent when it did not say. */
  retryAfterMs?: number;
  /** A finer, stable id under the code, such as `context-exceeded`; absent when the code says it all. */
  reason?: string;
  /** The numbers and names behind the message, for buttons that act on them; absent when there are none. */
  details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** What only a developer wants to read; absent when there is no more to say. */
  cause?: string;
}

/**
 * The one error type that leaves any part of the program. Bad *input* is never a `Problem`, it is a finding;
 * a `Problem` is the world failing: a file that cannot be read, a server that refuses.
 */
export class Problem extends Error {
  readonly data: ProblemData;

  constructor(data: Omit<ProblemData, 'retryable'> & { retryable?: boolean }) {
    super(data.message);
    this.name = 'Problem';
    this.data = { retryable: false, ...data };
  }

  get code(): ProblemCode {
    return this.data.code;
  }

  get remedy(): string {
    return this.data.remedy;
  }
}

/** The failure as plain data, whatever was thrown. An abort becomes `cancelled`; the unknown becomes `internal`. */
export function toProblemData(thrown: unknown): ProblemData {
  if (thrown instanceof Problem) return thrown.data;
  if (isAbort(thrown)) return cancelledProblem().data;
  const cause = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return {
    code: 'internal',
    message: 'Something in Tunewright failed unexpectedly.',
    remedy: 'Try again; if it happens again, report it with the text from the Tunewright output channel.',
    retryable: false,
    cause,
  };
}

export function cancelledProblem(): Problem {
  return new Problem({
    code: 'cancelled',
    message: 'Cancelled.',
    remedy: 'Start it again when you are ready.',
  });
}

/** True for the error that an aborted signal, fetch or stream throws. */
export function isAbort(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    (thrown.name === 'AbortError' || (thrown as { code?: unknown }).code === 'ABORT_ERR')
  );
}
