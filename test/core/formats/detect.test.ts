import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { detectFormat, likelyFormat } from '../../../src/core/formats/detect.ts';
import type { FormatId, Method } from '../../../src/core/formats/format.ts';
import { fromRoot } from '../../support/root.ts';

const message = { role: 'user', content: 'Hi' };
const answer = { role: 'assistant', content: 'Hello' };

/** One line for each test of the table, and those that are easily taken for another. */
const table: readonly (readonly [FormatId | undefined, Record<string, unknown>, Method?])[] = [
  ['openai-batch', { custom_id: '1', body: { messages: [message] } }],
  ['gemini-preference', { contents: [], completions: [] }],
  ['gemini-sft', { contents: [{ role: 'user', parts: [] }], systemInstruction: {} }],
  ['bedrock-converse', { schemaVersion: 'bedrock-conversation-2024', messages: [message] }],
  ['bedrock-converse', { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] }],
  [
    'bedrock-dpo',
    {
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        { role: 'assistant', candidates: [] },
      ],
    },
  ],
  [
    'openai-dpo',
    { input: { messages: [message] }, preferred_output: [answer], non_preferred_output: [answer] },
  ],
  ['openai-dpo', { input: { messages: [message] }, preferred_completion: [answer] }],
  ['openai-dpo', { input: { messages: [message] }, chosen: 'a', rejected: 'b' }],
  ['trl-preference', { prompt: 'a', chosen: 'b', rejected: 'c' }],
  ['trl-preference', { chosen: [message, answer], rejected: [message, answer] }],
  ['llamafactory-preference', { conversations: [], chosen: { from: 'gpt' }, rejected: { from: 'gpt' } }],
  ['axolotl-preference', { messages: [message], chosen: answer, rejected: answer }],
  ['trl-stepwise', { prompt: 'a', completions: ['b'], labels: [true] }],
  ['trl-unpaired', { prompt: 'a', completion: 'b', label: false }],
  ['sharegpt', { conversations: [{ from: 'human', value: 'Hi' }] }],
  [
    'cohere-chat',
    {
      messages: [
        { role: 'User', content: 'Hi' },
        { role: 'Chatbot', content: 'Hello' },
      ],
    },
  ],
  ['openai-rft', { messages: [{ Role: 'User', content: 'Hi' }], answer: 4 }],
  ['bedrock-claude', { system: 'Be brief.', messages: [message, answer] }],
  ['openai-rft', { messages: [message], answer: 4 }],
  ['openai-rft', { messages: [message] }, 'reinforcement'],
  ['openai-sft', { messages: [message] }],
  ['openai-sft', { messages: [message], answer: 4 }, 'supervised'],
  ['openai-sft', { messages: [message], tools: [], weight: 1 }],
  ['openai-sft', { messages: [message, answer], id: 1 }],
  ['openai-sft', { messages: [{ role: 'User', content: 'Hi' }, answer] }],
  ['openai-sft', { interactions: [message, answer] }],
  ['axolotl-input-output', { segments: [{ label: true, text: 'a' }] }],
  ['pretokenized', { input_ids: [1], labels: [1] }],
  ['trl-conversational-pc', { prompt: [message], completion: [answer] }],
  ['prompt-completion', { prompt: 'a', completion: 'b' }],
  ['prompt-completion', { prompt: [{ type: 'text', text: 'a' }], completion: [{ type: 'text', text: 'b' }] }],
  ['prompt-completion', { prompt: 'a', completion: 'b', label: 'c' }],
  ['trl-prompt-only', { prompt: [message] }],
  ['trl-prompt-only', { prompt: 'a' }],
  ['alpaca', { instruction: 'a', input: '', output: 'b' }],
  ['alpaca', { instruction: 'a', response: 'b' }],
  ['text', { text: 'a', id: 1 }],
  ['text', { content: 'a' }],
  [undefined, {}],
  [undefined, { question: 'a', answer: 'b' }],
  [undefined, { Messages: [message] }],
  [undefined, JSON.parse('{"__proto__":{"messages":[]}}')],
];

describe('the format of an example', () => {
  for (const [expected, value, method] of table) {
    it(`${JSON.stringify(value).slice(0, 90)} is ${expected ?? 'unknown'}${method ? ` (${method})` : ''}`, () => {
      assert.equal(detectFormat(value, method), expected);
    });
  }

  it('is guessed where a fault hides it', () => {
    const guesses: readonly (readonly [FormatId | undefined, unknown])[] = [
      ['openai-sft', { Messages: [message] }],
      ['openai-sft', { messages: '[]' }],
      ['openai-dpo', { preferred_output: [] }],
      ['prompt-completion', { completion: 'b' }],
      ['prompt-completion', { prompt: 'a', response: 'b' }],
      ['text', { text: 7 }],
      [undefined, { prompt: 'a', model: 'm', temperature: 1, stop: null }],
      [undefined, { question: 'a' }],
      [undefined, 'text'],
    ];
    for (const [expected, value] of guesses)
      assert.equal(likelyFormat(value), expected, JSON.stringify(value));
  });
});

const corpus = fromRoot('../shared/corpus/jsonl/open/formats');

describe('the formats that others document', () => {
  const trl: Readonly<Record<string, FormatId>> = {
    'language modeling/standard': 'text',
    'language modeling/conversational': 'openai-sft',
    'prompt-only/standard': 'trl-prompt-only',
    'prompt-only/conversational': 'trl-prompt-only',
    'prompt-completion/standard': 'prompt-completion',
    'prompt-completion/conversational': 'trl-conversational-pc',
    'preference/standard': 'trl-preference',
    'preference/conversational': 'trl-preference',
    'preference, implicit prompt/standard': 'trl-preference',
    'preference, implicit prompt/conversational': 'trl-preference',
    'unpaired preference/standard': 'trl-unpaired',
    'unpaired preference/conversational': 'trl-unpaired',
    'stepwise supervision/standard': 'trl-stepwise',
  };

  it('TRL', function () {
    const lines = linesOf('trl_dataset_formats.jsonl');
    if (!lines) return this.skip();
    for (const { type, format, example } of lines) {
      assert.equal(detectFormat(example), trl[`${type}/${format}`], `${type}/${format}`);
    }
  });

  it('OpenAI', function () {
    const lines = linesOf('openai_line_examples.jsonl');
    if (!lines) return this.skip();
    const expected: Readonly<Record<string, FormatId>> = {
      FineTuneChatRequestInput: 'openai-sft',
      FineTunePreferenceRequestInput: 'openai-dpo',
      FineTuneCompletionRequestInput: 'prompt-completion',
    };
    for (const line of lines) {
      if (line.is_json !== true) continue;
      const schema = String(line.schema);
      assert.equal(detectFormat(JSON.parse(String(line.example_raw))), expected[schema], schema);
    }
  });

  function linesOf(name: string): Record<string, unknown>[] | undefined {
    const file = `${corpus}/${name}`;
    if (!existsSync(file)) return undefined;
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  }
});
