import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import type { Provider } from '../../../src/core/provider/provider.ts';
import { isAbort, Problem } from '../../../src/core/util/problem.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import {
  allOf,
  brokenBody,
  connectionTo,
  contextWith,
  delta,
  eventStream,
  fetchFailed,
  finish,
  json,
  sourceOf,
  sse,
  testKey,
} from './support.ts';
import { runs } from '../../support/property.ts';

/** One thing that a server may do with one request. */
type Fault = (signal: AbortSignal) => Promise<Response> | Response;

const never = () => new Promise<Response>(() => {});

const faults: Record<string, Fault> = {
  ok: () =>
    json({
      id: 'x',
      status: 'queued',
      data: [],
      choices: [{ index: 0, message: { content: 'Hi' }, finish_reason: 'stop' }],
    }),
  stream: () => eventStream(sse(delta('Hi'), finish(), '[DONE]')),
  cut: () => eventStream(sse(delta('Hi'))),
  stalled: () => new Response(brokenBody([sse(delta('Hi'))], 'never')),
  broken: () => new Response(brokenBody(['{"data":'], fetchFailed('UND_ERR_SOCKET'))),
  silent: never,
  // A fetch that heeds its signal, as the real one does.
  heeding: signal =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  refused: () => Promise.reject(fetchFailed('ECONNREFUSED')),
  reset: () => Promise.reject(fetchFailed('ECONNRESET')),
  throws: () => {
    throw new Error('thrown at once');
  },
  limited: () => json({}, 429),
  limitedFor: () => json({}, 429, { 'retry-after': '30' }),
  failing: () => json({}, 500),
  page: () => new Response('<html></html>', { status: 502 }),
  key: () => json({ error: { message: `wrong key ${testKey}` } }, 401),
  elsewhere: () => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }),
  empty: () => new Response(null, { status: 200 }),
  garbage: () => new Response(new Uint8Array([0xff, 0xfe, 0, 1, 2])),
};

const acts: Record<string, (provider: Provider, signal: AbortSignal) => Promise<unknown>> = {
  chat: (provider, signal) => allOf(provider.chat({ model: 'm', messages: [] }, signal)),
  models: (provider, signal) => provider.listModels(signal),
  start: (provider, signal) =>
    provider.fineTuning!.start({ clientId: 'j', model: 'm', trainingFile: 'f' }, signal),
  events: (provider, signal) =>
    provider.fineTuning!.events({ connectionId: 'c1', jobId: 'j' }, undefined, signal),
  upload: (provider, signal) => provider.fineTuning!.upload(sourceOf('{}\n'), {}, signal),
};

describe('any schedule of faults', () => {
  it('ends: in an answer, a problem or the abort that was asked for; no wait is left, no key is told, nothing is created twice', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(faults)), { maxLength: 8 }),
        fc.constantFrom(...Object.keys(acts)),
        fc.constantFrom('openai', 'together', 'fireworks', 'localai' as const),
        fc.option(fc.nat({ max: 60 })),
        async (schedule, act, kind, abortAfter) => {
          const control = new AbortController();
          const creates: string[] = [];
          const waiting = [...schedule];
          const fetch = async (request: Request) => {
            if (request.method === 'POST') creates.push(new URL(request.url).pathname);
            return faults[waiting.shift() ?? 'ok']!(request.signal);
          };
          const clock = new FakeClock({ auto: true });
          const context = contextWith(fetch, { clock });
          const connection = connectionTo('https://api.example.test/v1', {
            kind: kind as 'openai',
            accountId: 'acme',
          });
          if (abortAfter !== null) afterTurns(abortAfter, () => control.abort());
          try {
            await acts[act]!(createProvider(connection, context), control.signal);
          } catch (thrown) {
            if (isAbort(thrown)) assert.ok(control.signal.aborted, 'an abort that nobody asked for');
            else if (!(thrown instanceof Problem)) throw thrown;
            else assert.ok(!JSON.stringify(thrown.data).includes(testKey), 'the key was told');
          }
          assert.equal(clock.pending, 0, 'a wait was left behind');
          assert.ok(!context.lines.join().includes(testKey), 'the key was logged');
          if (act === 'start') assert.ok(creates.length <= 1, `created ${creates.length} times`);
        },
      ),
      runs(300),
    ));
});

/** Runs after so many turns of the event loop. */
function afterTurns(turns: number, act: () => void): void {
  if (turns === 0) act();
  else setImmediate(() => afterTurns(turns - 1, act));
}
