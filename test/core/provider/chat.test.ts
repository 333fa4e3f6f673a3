import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ChatEvent, collectChat } from '../../../src/core/provider/chat.ts';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import type { ConnectionKind } from '../../../src/core/provider/connectionKinds.ts';
import {
  allOf,
  connectionTo,
  contextWith,
  delta,
  eventStream,
  finish,
  sse,
  testKey,
  textOf,
} from './support.ts';
import { runs } from '../../support/property.ts';

const url = 'https://api.example.test/v1';
const messages = [{ role: 'user', content: 'Hi' }];

/** What a stream with this body is read as. */
function read(body: string | Uint8Array, parameters: Record<string, unknown> = {}): Promise<ChatEvent[]> {
  const response = () => new Response(body as BodyInit, { headers: { 'x-request-id': 'req_1' } });
  const provider = createProvider(
    connectionTo(url),
    contextWith(async () => response()),
  );
  return allOf(provider.chat({ model: 'm', messages, parameters }));
}

/** The body that a chat request has. */
async function sent(
  kind: ConnectionKind,
  parameters: Record<string, unknown>,
  more = {},
): Promise<Record<string, unknown>> {
  let body = '';
  const fetch = async (request: Request) => {
    body = await request.text();
    return eventStream(sse(delta('x'), finish(), '[DONE]'));
  };
  const provider = createProvider(connectionTo(url, { kind, ...more }), contextWith(fetch));
  await allOf(provider.chat({ model: 'm', messages, parameters }));
  return JSON.parse(body) as Record<string, unknown>;
}

describe('chat requests', () => {
  it('carry nothing that was not set', async () => {
    const body = await sent('openai-compatible', { temperature: 0, top_p: undefined });
    assert.deepEqual(body, { model: 'm', messages, stream: true, temperature: 0 });
  });

  it('ask for token counts where that is known to work', async () => {
    assert.deepEqual((await sent('vllm', {})).stream_options, { include_usage: true });
    assert.equal((await sent('openai-compatible', {})).stream_options, undefined);
    assert.deepEqual((await sent('openai-compatible', {}, { streamUsage: true })).stream_options, {
      include_usage: true,
    });
    assert.equal((await sent('vllm', {}, { streamUsage: false })).stream_options, undefined);
    assert.deepEqual((await sent('vllm', { stream_options: {} })).stream_options, {});
  });

  it('always stream', async () => assert.equal((await sent('openai', { stream: false })).stream, true));

  it('carry the key and no trace of the machine', async () => {
    const seen: Record<string, string> = {};
    const fetch = async (request: Request) => {
      for (const [name, value] of request.headers) seen[name] = value;
      return eventStream(sse(delta('x'), finish(), '[DONE]'));
    };
    const variables = {
      OPENAI_ORG_ID: 'org-leak',
      OPENAI_PROJECT_ID: 'proj-leak',
      OPENAI_API_KEY: 'sk-leak',
      OPENAI_ADMIN_KEY: 'sk-admin-leak',
      OPENAI_WEBHOOK_SECRET: 'whsec-leak',
      OPENAI_BASE_URL: 'https://leak.example/v1',
      OPENAI_CUSTOM_HEADERS: 'x-leak: yes',
      OPENAI_LOG: 'debug',
    };
    const before = { ...process.env };
    Object.assign(process.env, variables);
    try {
      await allOf(createProvider(connectionTo(url), contextWith(fetch)).chat({ model: 'm', messages }));
    } finally {
      for (const name of Object.keys(variables)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
    assert.deepEqual(Object.keys(seen).sort(), ['accept', 'authorization', 'content-type']);
    assert.equal(seen.authorization, `Bearer ${testKey}`);
  });
});

describe('chat streams', () => {
  it('tell model, request id, text, finish and counts', async () => {
    const usage = {
      prompt_tokens: 5,
      completion_tokens: 2,
      total_tokens: 7,
      prompt_tokens_details: { cached_tokens: 4 },
    };
    const events = await read(sse(delta('He'), delta('y'), finish(), { choices: [], usage }, '[DONE]'));
    assert.deepEqual(events, [
      { type: 'start', model: 'm', requestId: 'req_1' },
      { type: 'text', choice: 0, text: 'He' },
      { type: 'text', choice: 0, text: 'y' },
      { type: 'finish', choice: 0, reason: 'stop', rawReason: 'stop' },
      { type: 'usage', usage: { promptTokens: 5, completionTokens: 2, totalTokens: 7, cachedTokens: 4 } },
      { type: 'end', truncated: false, duplicates: 0, disordered: false },
    ]);
  });

  it('put tool calls together', async () => {
    const call = (more: object) => ({
      choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...more }] } }],
    });
    const body = sse(
      call({ id: 'call_1', function: { name: 'look', arguments: '' } }),
      call({ function: { arguments: '{"a"' } }),
      call({ function: { arguments: ':1}' } }),
      finish('tool_calls'),
      '[DONE]',
    );
    const provider = createProvider(
      connectionTo(url),
      contextWith(async () => eventStream(body)),
    );
    const chat = await collectChat(provider.chat({ model: 'm', messages }));
    assert.deepEqual(chat.choices[0]?.toolCalls, [{ id: 'call_1', name: 'look', arguments: '{"a":1}' }]);
    assert.equal(chat.choices[0]?.finish, 'tool-calls');
  });

  it('keep several choices apart, and reasoning from text', async () => {
    const two = { choices: [{ index: 1, delta: { content: 'B', reasoning_content: 'why' } }] };
    const provider = createProvider(
      connectionTo(url),
      contextWith(async () =>
        eventStream(sse(delta('A'), two, finish('stop', 0), finish('length', 1), '[DONE]')),
      ),
    );
    const chat = await collectChat(provider.chat({ model: 'm', messages, parameters: { n: 2 } }));
    assert.deepEqual(
      chat.choices.map(choice => [choice.text, choice.reasoning, choice.finish]),
      [
        ['A', '', 'stop'],
        ['B', 'why', 'length'],
      ],
    );
  });

  const oddities: { name: string; body: string; parameters?: object; text: string; end: object }[] = [
    {
      name: 'an event id that comes twice',
      body: `id: 1\n${sse(delta('a'))}id: 2\n${sse(delta('b'))}id: 2\n${sse(delta('b'))}${sse(finish(), '[DONE]')}`,
      text: 'ab',
      end: { truncated: false, duplicates: 1, disordered: false },
    },
    {
      name: 'event ids out of order',
      body: `id: 2\n${sse(delta('b'))}id: 1\n${sse(delta('a'))}${sse(finish(), '[DONE]')}`,
      text: 'ba',
      end: { truncated: false, duplicates: 0, disordered: true },
    },
    {
      name: 'text after its choice has finished',
      body: sse(delta('a'), finish(), delta('b'), '[DONE]'),
      text: 'ab',
      end: { truncated: false, duplicates: 0, disordered: true },
    },
    {
      name: 'a second finish',
      body: sse(delta('a'), finish(), finish(), '[DONE]'),
      text: 'a',
      end: { truncated: false, duplicates: 1, disordered: false },
    },
    {
      name: 'the same text twice, which is no duplicate',
      body: sse(delta('ha'), delta('ha'), finish(), '[DONE]'),
      text: 'haha',
      end: { truncated: false, duplicates: 0, disordered: false },
    },
    {
      name: 'one of two choices missing',
      body: sse(delta('a'), finish()),
      parameters: { n: 2 },
      text: 'a',
      end: { truncated: true },
    },
    {
      name: '[DONE] without a finish',
      body: sse(delta('a'), '[DONE]'),
      text: 'a',
      end: { truncated: false },
    },
    {
      name: 'a mark, comments and blank data',
      body: `\uFEFF: hello\n\ndata:\n\n${sse(delta('a'), finish(), '[DONE]')}`,
      text: 'a',
      end: { truncated: false },
    },
    {
      name: 'no final blank line',
      body: sse(delta('a'), finish(), '[DONE]').trimEnd(),
      text: 'a',
      end: { truncated: false },
    },
    {
      name: 'odd indexes and fields',
      body: sse({ choices: [{ index: -4, delta: { content: 'a' } }, null, 7] }, { choices: 'x' }, '[DONE]'),
      text: 'a',
      end: { truncated: false },
    },
  ];
  for (const { name, body, parameters, text, end } of oddities) {
    it(name, async () => {
      const events = await read(body, { ...parameters });
      assert.equal(textOf(events), text);
      const last = events.at(-1)!;
      assert.equal(last.type, 'end');
      assert.deepEqual({ ...last, ...end }, last);
    });
  }

  it('say the same wherever they are cut: a beginning of the text, and that it is truncated', async () => {
    const whole = new TextEncoder().encode(sse(delta('Grüße '), delta('😀'), delta('!'), finish()));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async place => {
        let events: ChatEvent[] = [];
        try {
          events = await read(whole.slice(0, place));
        } catch (thrown) {
          assert.equal((thrown as { code?: string }).code, 'bad-response');
        }
        assert.ok('Grüße 😀!'.startsWith(textOf(events)));
        const last = events.at(-1);
        if (last?.type === 'end' && last.truncated) assert.equal(last.problem?.reason, 'cut-stream');
        else assert.ok(last === undefined || textOf(events) === 'Grüße 😀!');
      }),
      runs(150),
    );
  });

  it('close the connection when the reader leaves early', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: controller => controller.enqueue(new TextEncoder().encode(sse(delta('a')))),
      cancel: () => {
        cancelled = true;
      },
    });
    const context = contextWith(async () => new Response(body));
    for await (const event of createProvider(connectionTo(url), context).chat({ model: 'm', messages })) {
      if (event.type === 'text') break;
    }
    assert.ok(cancelled);
    assert.equal(context.clock.pending, 0);
  });

  it('throw an abort as it is', async () => {
    const control = new AbortController();
    const reason = new DOMException('stop', 'AbortError');
    control.abort(reason);
    const provider = createProvider(
      connectionTo(url),
      contextWith(async () => eventStream('')),
    );
    await assert.rejects(
      allOf(provider.chat({ model: 'm', messages }, control.signal)),
      thrown => thrown === reason,
    );
  });
});
