import { TEST_KEY } from '../../../scripts/suites/testKey.mjs';
import type { ChatEvent } from '../../../src/core/provider/chat.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';
import type { UploadSource } from '../../../src/core/provider/fineTuning.ts';
import type { FetchLike, ProviderContext } from '../../../src/core/provider/outgoing.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { FakeClock } from '../../support/fakeClock.ts';

export const testKey = `${TEST_KEY}-provider`;

export function connectionTo(baseUrl: string, more: Partial<Connection> = {}): Connection {
  return { id: 'c1', kind: 'openai', name: 'Example', baseUrl, ...more };
}

export interface TestContext extends ProviderContext {
  clock: FakeClock;
  lines: string[];
  waits: number[];
}

/** A context that remembers what was logged and waited for. */
export function contextWith(
  fetch: FetchLike,
  more: Partial<ProviderContext> & { clock?: FakeClock } = {},
): TestContext {
  const lines: string[] = [];
  const waits: number[] = [];
  const clock = more.clock ?? new FakeClock();
  return {
    fetch,
    key: async () => testKey,
    onWait: wait => void waits.push(wait.milliseconds),
    log: line => void lines.push(line),
    ...more,
    clock,
    lines,
    waits,
  };
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** The text of a stream of chat chunks. */
export function sse(...chunks: (object | string)[]): string {
  return chunks
    .map(chunk => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`)
    .join('');
}

export function delta(content: string, more: object = {}): object {
  return { id: 'x', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }], ...more };
}

export function finish(reason = 'stop', index = 0): object {
  return { id: 'x', model: 'm', choices: [{ index, delta: {}, finish_reason: reason }] };
}

export function eventStream(body: string, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/event-stream', ...headers } });
}

/** A body that comes in the given pieces and then fails, or never ends. */
export function brokenBody(pieces: readonly string[], end: Error | 'never'): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const waiting = [...pieces];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = waiting.shift();
      if (piece !== undefined) controller.enqueue(encoder.encode(piece));
      else if (end !== 'never') controller.error(end);
      else return new Promise<void>(() => {});
      return undefined;
    },
  });
}

export function sourceOf(content: string, name = 'train.jsonl'): UploadSource {
  const blob = new Blob([content]);
  return {
    name,
    size: blob.size,
    slice: (start, end) => blob.slice(start, end),
    stream: () => blob.stream() as ReadableStream<Uint8Array>,
  };
}

/** The problem that a promise ends in; anything else fails the test. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
  throw new Error('it did not fail');
}

export async function allOf(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const found: ChatEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

export function textOf(events: readonly ChatEvent[]): string {
  return events.map(event => (event.type === 'text' ? event.text : '')).join('');
}

/** An error as Node's fetch throws it: the system's code sits in the cause. */
export function fetchFailed(code: string, message = code): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}
