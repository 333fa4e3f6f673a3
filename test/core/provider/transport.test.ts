import assert from 'node:assert/strict';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import type { Provider } from '../../../src/core/provider/provider.ts';
import { FaultServer, type Reply } from '../../support/faultServer.ts';
import {
  allOf,
  connectionTo,
  contextWith,
  delta,
  fetchFailed,
  finish,
  problemOf,
  sourceOf,
  sse,
  testKey,
  textOf,
  type TestContext,
} from './support.ts';

const stream = { 'content-type': 'text/event-stream', 'x-request-id': 'req_9' };
const whole = sse(delta('Hello '), delta('world'), finish(), '[DONE]');
const models: Reply = { body: JSON.stringify({ data: [{ id: 'm', shutdown_date: '2027-01-14' }] }) };

/** A provider on a server that gives these answers, over a real socket. */
async function withServer(
  replies: Reply[],
  use: (provider: Provider, server: FaultServer, context: TestContext) => Promise<void>,
): Promise<void> {
  const server = await FaultServer.start(...replies);
  const context = contextWith(request => fetch(request));
  try {
    await use(createProvider(connectionTo(`${server.origin}/v1`), context), server, context);
    assert.equal(context.clock.pending, 0, 'a wait was left behind');
    assert.ok(!context.lines.join('\n').includes(testKey), 'the key was logged');
  } finally {
    await server.stop();
  }
}

/** Lets time pass in steps of ten seconds until the promise settles. */
async function passTime(context: TestContext, promise: Promise<unknown>): Promise<void> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  for (let turn = 0; turn < 1000 && !settled; turn++) {
    await new Promise(resolve => setImmediate(resolve));
    context.clock.advance(10_000);
  }
}

const ask = (provider: Provider, signal?: AbortSignal) =>
  provider.chat({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] }, signal);

describe('the transport over sockets', () => {
  it('sends the key to its own server', () =>
    withServer([models], async (provider, server) => {
      assert.deepEqual(
        (await provider.listModels()).map(model => [model.id, model.endDate]),
        [['m', '2027-01-14']],
      );
      assert.equal(server.received[0]?.headers.authorization, `Bearer ${testKey}`);
    }));

  it('tells when the key cannot be read, and not what was in it', async () => {
    const key = () => Promise.reject(new Error('the store is locked'));
    const context = contextWith(request => fetch(request), { key });
    const problem = await problemOf(
      createProvider(connectionTo('http://127.0.0.1:9/v1'), context).listModels(),
    );
    assert.deepEqual([problem.code, problem.data.reason], ['unauthorized', 'no-key']);
  });

  it('leaves no listener on a signal that many requests share', () =>
    withServer([], async (provider, server) => {
      server.otherwise({ body: '{"data":[]}' });
      const control = new AbortController();
      const listeners = new Set<unknown>();
      const { signal } = control;
      const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
      signal.addEventListener = (...call: Parameters<typeof add>) => {
        listeners.add(call[1]);
        add(...call);
      };
      signal.removeEventListener = (...call: Parameters<typeof remove>) => {
        listeners.delete(call[1]);
        remove(...call);
      };
      for (let count = 0; count < 5; count++) {
        await provider.listModels(signal);
        await provider.fineTuning!.list(signal);
      }
      assert.equal(listeners.size, 0);
    }));

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow ${status} to another host, and the key stays`, async () => {
      const other = await FaultServer.start(models);
      try {
        const headers = { location: `${other.origin}/v1/models` };
        await withServer(
          [
            { status, headers },
            { status, headers },
            { status, headers },
          ],
          async provider => {
            assert.equal((await problemOf(provider.listModels())).data.reason, 'redirected');
            assert.equal((await problemOf(allOf(ask(provider)))).data.reason, 'redirected');
            const upload = provider.fineTuning!.upload(sourceOf('{}\n'));
            assert.equal((await problemOf(upload)).data.reason, 'redirected');
          },
        );
        assert.deepEqual(other.received, []);
      } finally {
        await other.stop();
      }
    });
  }

  it('another port is another host', async () => {
    const other = await FaultServer.start(models);
    await withServer(
      [{ status: 302, headers: { location: `${other.origin}/v1/models` } }],
      async provider => {
        assert.equal((await problemOf(provider.listModels())).data.details?.target, other.origin);
      },
    );
    assert.equal(other.received.length, 0);
    await other.stop();
  });

  it('reads a stream in one piece, and byte by byte', () =>
    withServer(
      [
        { headers: stream, body: whole },
        { headers: stream, body: [...Buffer.from(whole)].map(byte => Uint8Array.of(byte)) },
      ],
      async provider => {
        assert.equal(textOf(await allOf(ask(provider))), 'Hello world');
        assert.equal(textOf(await allOf(ask(provider))), 'Hello world');
      },
    ));

  it('keeps what arrived of a stream that is cut, wherever', async () => {
    const places = [0, 1, 40, 90, 101, 130, 180, whole.indexOf('world') + 3];
    const replies = places.map(cutAfter => ({ headers: stream, body: whole, cutAfter }));
    await withServer(replies, async provider => {
      for (const place of places) {
        const events = await allOf(ask(provider)).catch(thrown => {
          assert.equal(thrown.data.retryable, true, `cut at ${place}`);
          return [];
        });
        assert.ok('Hello world'.startsWith(textOf(events)));
        const last = events.at(-1);
        if (last) assert.ok(last.type === 'end' && last.truncated && last.problem, `cut at ${place}`);
      }
    });
  });

  it('reads a line of 10 MB and invalid UTF-8', () => {
    const long = 'x'.repeat(10 * 1024 * 1024);
    const broken = Buffer.from(sse(delta('a?b'), finish(), '[DONE]')).map(byte =>
      byte === 0x3f ? 0xff : byte,
    );
    const replies = [
      { headers: stream, body: sse(delta(long), finish(), '[DONE]') },
      { headers: stream, body: broken },
    ];
    return withServer(replies, async provider => {
      assert.equal(textOf(await allOf(ask(provider))).length, long.length);
      assert.equal(textOf(await allOf(ask(provider))), 'a\uFFFDb');
    });
  });

  it('waits as long as the server says, and tells', () =>
    withServer(
      [{ status: 429, headers: { 'retry-after': '7' } }, models],
      async (provider, server, context) => {
        const models = provider.listModels();
        await server.requests(1);
        while (context.waits.length === 0) await new Promise(resolve => setImmediate(resolve));
        assert.deepEqual(context.waits, [7000]);
        context.clock.advance(6999);
        await new Promise(resolve => setImmediate(resolve));
        assert.equal(server.received.length, 1);
        context.clock.advance(1);
        assert.equal((await models).length, 1);
      },
    ));

  it('gives up on a server that never answers', () =>
    withServer([{ silent: true }], async (provider, server, context) => {
      const problem = problemOf(allOf(ask(provider)));
      await server.requests(1);
      context.clock.advance(280_000);
      assert.equal((await problem).data.reason, 'no-answer');
    }));

  it('gives up on a stream that stalls, and keeps what arrived', () =>
    withServer(
      [{ headers: stream, body: sse(delta('Hello')), stalls: true }],
      async (provider, _server, context) => {
        const events = [];
        for await (const event of ask(provider)) {
          events.push(event);
          if (event.type === 'text') setImmediate(() => context.clock.advance(120_000));
        }
        const last = events.at(-1);
        assert.ok(last?.type === 'end' && last.problem?.reason === 'answer-stalled');
      },
    ));

  it('gives up on an answer that begins and never ends', () =>
    withServer([{ body: '{"id":', stalls: true }], async (provider, server, context) => {
      const upload = problemOf(provider.fineTuning!.upload(sourceOf('{}\n')));
      await server.requests(1);
      await passTime(context, upload);
      assert.equal((await upload).data.reason, 'answer-stalled');
    }));

  for (const moment of ['before the headers', 'in the stream', 'in a wait']) {
    it(`is cancelled ${moment}`, () => {
      const reply: Record<string, Reply> = {
        'before the headers': { silent: true },
        'in the stream': { headers: stream, body: sse(delta('Hello')), stalls: true },
        'in a wait': { status: 429, headers: { 'retry-after': '60' } },
      };
      return withServer([reply[moment]!], async (provider, server) => {
        const control = new AbortController();
        const reading = allOf(ask(provider, control.signal));
        await server.requests(1);
        setImmediate(() => setImmediate(() => control.abort()));
        await assert.rejects(reading, { name: 'AbortError' });
        assert.equal(server.received.length, 1);
      });
    });
  }

  it('refuses to be led to another origin by a path', () =>
    withServer([{ status: 404 }, { status: 404 }], async (provider, server) => {
      const problem = await problemOf(
        provider.fineTuning!.read({ connectionId: 'c1', jobId: '../../../evil' }),
      );
      assert.equal(problem.code, 'not-found');
      assert.ok(server.received.every(request => request.path.startsWith('/v1/fine_tuning/')));
    }));

  it('uploads with a length and with progress', () =>
    withServer([{ body: JSON.stringify({ id: 'file-1', bytes: 300_000 }) }], async (provider, server) => {
      const progress: number[] = [];
      const content = 'y'.repeat(300_000);
      const file = await provider.fineTuning!.upload(sourceOf(content, 'tr"ain.jsonl'), {
        onProgress: (sent, total) => progress.push(sent / total),
      });
      assert.equal(file.id, 'file-1');
      const [request] = server.received;
      assert.equal(request?.headers['transfer-encoding'], undefined);
      assert.equal(Number(request?.headers['content-length']), request?.body.length);
      assert.match(request!.body, /name="purpose"\r\n\r\nfine-tune\r\n/);
      assert.match(request!.body, /name="file"; filename="tr%22ain.jsonl"/);
      assert.ok(request!.body.includes(content));
      assert.deepEqual(
        progress,
        [...progress].sort((a, b) => a - b),
      );
      assert.equal(progress.at(-1), 1);
    }));

  it('lets a slow upload last as long as it moves', async () => {
    const context = contextWith(async request => {
      let bytes = 0;
      for await (const chunk of request.body!) {
        bytes += chunk.byteLength;
        await new Promise(resolve => setImmediate(resolve));
        context.clock.advance(40_000);
      }
      return new Response(JSON.stringify({ id: 'file-1', bytes }));
    });
    const provider = createProvider(connectionTo('https://api.example.test/v1'), context);
    const file = await provider.fineTuning!.upload(sourceOf('y'.repeat(3_000_000)));
    assert.equal(file.id, 'file-1');
    assert.equal(context.clock.pending, 0);
  });

  it('tells at once that nothing is there', async () => {
    const context = contextWith(() => Promise.reject(fetchFailed('ECONNREFUSED')));
    const problem = await problemOf(
      createProvider(connectionTo('http://localhost:1/v1'), context).listModels(),
    );
    assert.deepEqual([problem.data.reason, context.waits], ['connection-refused', []]);
  });
});
