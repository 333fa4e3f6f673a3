import type { Clock } from '../util/clock.ts';

/** Thrown when a body stops coming for too long. */
export class StalledError extends Error {}

/** Thrown when a body is longer than anybody wants to hold. */
export class TooLongError extends Error {}

export interface BodyLimits {
  /** Between two pieces. */
  idleMs: number;
  /** For all of it; absent: as long as it keeps coming. */
  totalMs?: number;
}

/** What an aborted signal throws: its reason when that is an error, else an `AbortError`. Never wrapped. */
export function abortReason(signal: AbortSignal): unknown {
  return signal.reason instanceof Error
    ? signal.reason
    : new DOMException('The operation was cancelled.', 'AbortError');
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortReason(signal);
}

/** Settles with the promise, or rejects as soon as the signal aborts, even when the promise never settles. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortReason(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Calls `onDue` after the time unless it is stopped before. */
export function startTimer(clock: Clock, milliseconds: number, onDue: () => void): () => void {
  const control = new AbortController();
  clock.sleep(milliseconds, control.signal).then(onDue, () => {});
  return () => control.abort();
}

/**
 * The pieces of a body. Ends by an abort, a stall or the total time at the latest; leaving the loop early closes the
 * connection.
 */
export async function* readChunks(
  body: ReadableStream<Uint8Array> | null,
  clock: Clock,
  limits: BodyLimits,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  const stall = new AbortController();
  const stopTotal =
    limits.totalMs === undefined
      ? () => {}
      : startTimer(clock, limits.totalMs, () =>
          stall.abort(new StalledError('the answer took too long in all')),
        );
  let finished = false;
  try {
    for (;;) {
      const stopIdle = startTimer(clock, limits.idleMs, () =>
        stall.abort(new StalledError('the answer stopped coming')),
      );
      try {
        const read = await orAbort(orAbort(reader.read(), stall.signal), signal);
        finished = read.done;
        if (read.done) return;
        stopIdle();
        yield read.value;
      } finally {
        stopIdle();
      }
    }
  } finally {
    stopTotal();
    if (!finished) reader.cancel().catch(() => {});
  }
}

/** The whole body as text, decoded leniently. */
export async function readText(chunks: AsyncIterable<Uint8Array>, longest: number): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    if (length > longest) throw new TooLongError(`more than ${longest} bytes`);
    pieces.push(decoder.decode(chunk, { stream: true }));
  }
  pieces.push(decoder.decode());
  return pieces.join('');
}
