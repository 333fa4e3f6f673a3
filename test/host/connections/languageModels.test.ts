import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ChatEvent } from '../../../src/core/provider/chat.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { vscodeLmProvider } from '../../../src/extension/connections/vscodeLmProvider.ts';

/** What a model of VS Code is asked with. */
interface Sent {
  messages: vscode.LanguageModelChatMessage[];
  options: vscode.LanguageModelChatRequestOptions | undefined;
  token: vscode.CancellationToken;
}

describe('VS Code’s language models', () => {
  const original = vscode.lm.selectChatModels;
  const provider = vscodeLmProvider({ id: 'lm', kind: 'vscode-lm', name: 'Editor' });
  let sent: Sent | undefined;

  afterEach(() => {
    vscode.lm.selectChatModels = original;
    sent = undefined;
  });

  /** Puts models in place that answer with these pieces; an error among them is thrown in its turn. */
  function offer(ids: readonly string[], pieces: readonly (string | Error)[] = []): void {
    const models = ids.map((id, index) => ({
      id,
      name: `${id} ${index}`,
      vendor: 'test',
      maxInputTokens: 1000,
      async sendRequest(
        messages: Sent['messages'],
        options: Sent['options'],
        token: vscode.CancellationToken,
      ) {
        sent = { messages, options, token };
        if (pieces[0] instanceof Error) throw pieces[0];
        return {
          text: (async function* () {
            for (const piece of pieces) {
              if (piece instanceof Error) throw piece;
              yield piece;
            }
          })(),
        };
      },
    }));
    vscode.lm.selectChatModels = (async (selector?: { id?: string }) =>
      models.filter(model => selector?.id === undefined || model.id === selector.id)) as never;
  }

  async function chat(signal?: AbortSignal, onEvent?: (event: ChatEvent) => void): Promise<ChatEvent[]> {
    const events: ChatEvent[] = [];
    const messages = [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'One' },
          { type: 'text', text: '?' },
        ],
      },
      { role: 'assistant', content: 'Yes.' },
    ];
    for await (const event of provider.chat(
      { model: 'a', messages, parameters: { temperature: 0 } },
      signal,
    )) {
      events.push(event);
      onEvent?.(event);
    }
    return events;
  }

  const codeOf = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

  it('are listed once each, with their context, and cannot be tuned', async () => {
    offer(['a', 'b', 'a']);
    const models = await provider.listModels();
    assert.deepEqual(
      models.map(({ id, title, contextTokens, tunable }) => [id, title, contextTokens, tunable]),
      [
        ['a', 'a 0', 1000, false],
        ['b', 'b 1', 1000, false],
      ],
    );
    assert.equal(provider.capabilities.fineTuning, false);
    assert.equal(provider.fineTuning, undefined);
  });

  it('are missed with a remedy', async () => {
    offer([]);
    await assert.rejects(provider.listModels(), codeOf('not-found'));
    await assert.rejects(chat(), codeOf('not-found'));
  });

  it('answer in pieces, to what was said in order', async () => {
    offer(['a'], ['It ', 'is.']);
    const events = await chat();
    assert.deepEqual(
      events.map(event => (event.type === 'text' ? event.text : event.type)),
      ['start', 'It ', 'is.', 'finish', 'end'],
    );
    const { User, Assistant } = vscode.LanguageModelChatMessageRole;
    assert.deepEqual(
      sent?.messages.map(({ role, content }) => [
        role,
        content.map(part => (part as { value: string }).value).join(''),
      ]),
      [
        [User, 'Be brief.'],
        [User, 'One?'],
        [Assistant, 'Yes.'],
      ],
    );
    assert.deepEqual(sent?.options?.modelOptions, { temperature: 0 });
  });

  it('that fail before they answer throw', async () => {
    offer(['a'], [new Error('No.')]);
    await assert.rejects(chat(), codeOf('bad-response'));
  });

  for (const [error, code] of [
    [vscode.LanguageModelError.NoPermissions('x'), 'forbidden'],
    [vscode.LanguageModelError.Blocked('x'), 'rejected'],
    [vscode.LanguageModelError.NotFound('x'), 'not-found'],
  ] as const) {
    it(`that fail with ${error.code} are ${code}`, async () => {
      offer(['a'], [error]);
      await assert.rejects(chat(), codeOf(code));
    });
  }

  it('that fail in the middle lose nothing that had arrived', async () => {
    offer(['a'], ['It ', new Error('No.')]);
    const events = await chat();
    const end = events.at(-1);
    assert.deepEqual(events[1], { type: 'text', choice: 0, text: 'It ' });
    assert.ok(end?.type === 'end' && end.truncated && end.problem?.code === 'bad-response');
  });

  it('stop when they are told to', async () => {
    offer(['a'], ['It ', 'is.']);
    const control = new AbortController();
    const asked = chat(control.signal, event => {
      if (event.type === 'text') control.abort();
    });
    await assert.rejects(asked, { name: 'AbortError' });
    assert.equal(sent?.token.isCancellationRequested, true);
  });
});
