import type { Clock } from '../util/clock.ts';
import { orAbort, startTimer } from './body.ts';
import { framed } from './multipart.ts';
import type { FetchLike } from './outgoing.ts';

/**
 * One request, until the headers of its answer. Undefined when they took too long, counted anew with each piece of
 * the body that is taken, so a long upload may last. Ends when the signal aborts, even when the `fetch` that it was
 * given does not heed signals; an answer that comes after that is closed.
 */
export async function sendOnce(
  url: string,
  init: RequestInit,
  fetch: FetchLike,
  clock: Clock,
  headersMs: number,
  signal: AbortSignal | undefined,
): Promise<Response | undefined> {
  const control = new AbortController();
  const onAbort = () => control.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  let over: 'late' | 'ended' | undefined;
  const begin = () =>
    startTimer(clock, headersMs, () => {
      over = 'late';
      control.abort();
    });
  let stop = begin();
  const restart = () => {
    stop();
    if (!over) stop = begin();
  };
  try {
    const body =
      init.body instanceof ReadableStream ? framed(nothing, init.body, nothing, restart) : init.body;
    const sent = fetch(new Request(url, { ...init, ...(body ? { body } : {}), signal: control.signal }));
    sent.then(response => abandon(response, control.signal)).catch(() => {});
    return await orAbort(sent, control.signal);
  } catch (thrown) {
    if (over === 'late' && !signal?.aborted) return undefined;
    throw thrown;
  } finally {
    over ??= 'ended';
    stop();
    signal?.removeEventListener('abort', onAbort);
  }
}

const nothing = new Uint8Array();

function abandon(response: Response, signal: AbortSignal): Promise<void> | undefined {
  return signal.aborted ? response.body?.cancel() : undefined;
}
