import assert from 'node:assert/strict';
import {
  type FileFormat,
  formatInFile,
  majorityFormat,
  type Vote,
  voteOf,
} from '../../../src/core/formats/fileFormat.ts';

const ask = { role: 'user', content: 'Hi' };
const answer = { role: 'assistant', content: 'Hello' };

describe('the vote of a line', () => {
  const table: readonly (readonly [Vote, unknown])[] = [
    ['openai-sft', { messages: [ask, answer] }],
    ['openai-sft', { messages: [ask, answer], timestamp: '2026-11-01' }],
    ['openai-sft', { Messages: [ask, answer] }],
    ['looks-like-training', { question: 'a', answer: 'b' }],
    ['looks-like-training', { query: 'a', response: 'b', history: [] }],
    ['looks-like-training', { chosen_messages: [], rejected_messages: [] }],
    // Logs of all kinds.
    ['other', { time: '2026-11-01T08:01:00Z', level: 'info', path: '/orders', ms: 73 }],
    ['other', { timestamp: 1, model: 'm', messages: [ask], response: 'Hello', latency_ms: 80 }],
    ['other', { prompt: 'a', completion: 'b', usage: { total_tokens: 9 }, created: 1 }],
    ['other', { ts: 1, prompt: 'a', response: 'b', status: 'ok' }],
    ['other', { id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [], usage: {} }],
    ['other', { request: { messages: [ask] }, response: { choices: [] } }],
    ['other', { id: '1', custom_id: 'a', response: { status_code: 200 }, error: null }],
    ['other', { type: 'user', message: ask, sessionId: 's', timestamp: 't' }],
    ['other', { input: {}, output: {}, name: 'span' }],
    ['other', { step: 1, loss: 0.5 }],
    ['other', [1, 2]],
  ];
  for (const [expected, value] of table) {
    it(`${JSON.stringify(value).slice(0, 90)}: ${expected}`, () => {
      assert.equal(voteOf(value, undefined), expected);
    });
  }
});

describe('the format of a file', () => {
  const table: readonly (readonly [string, FileFormat, readonly Vote[]])[] = [
    ['nothing', 'none', []],
    ['the majority', 'alpaca', ['text', 'alpaca', 'alpaca']],
    ['the first of equals', 'text', ['text', 'alpaca']],
    ['a few lines without a format', 'text', ['other', 'other', 'text', 'unreadable']],
    ['a log with a text in it', 'none', [...Array<Vote>(11).fill('other'), 'text']],
    ['questions and answers', 'unknown', ['other', 'looks-like-training']],
    [
      'questions and answers with a text among them',
      'unknown',
      [...Array<Vote>(11).fill('looks-like-training'), 'text'],
    ],
    ['broken lines', 'none', ['unreadable', 'unreadable']],
  ];
  for (const [name, expected, votes] of table) {
    it(`${name}: ${expected}`, () => assert.equal(majorityFormat(votes), expected));
  }
});

describe('the format by which an example is judged', () => {
  const table: readonly (readonly [
    string,
    ReturnType<typeof formatInFile>,
    Record<string, unknown>,
    FileFormat,
  ])[] = [
    ['a forgotten answer in a file of chats', 'openai-sft', { messages: [ask], id: 1 }, 'openai-sft'],
    ['a chat in a file of prompts for graders', 'openai-rft', { messages: [ask, answer] }, 'openai-rft'],
    ['a misspelt chat in a file of prompts for graders', 'openai-rft', { Messages: [ask] }, 'openai-rft'],
    ['a prompt alone among completions', 'prompt-completion', { prompt: 'a' }, 'prompt-completion'],
    ['a conversation alone among completions', 'trl-prompt-only', { prompt: [ask] }, 'prompt-completion'],
    ['no key at all', 'openai-dpo', {}, 'openai-dpo'],
    ['a key of the format', 'openai-dpo', { input: 'a' }, 'openai-dpo'],
    ['something else', undefined, { title: 'a' }, 'openai-dpo'],
    ['another format', 'alpaca', { instruction: 'a', output: 'b' }, 'openai-sft'],
    ['no format in a file of none', undefined, { title: 'a' }, 'unknown'],
  ];
  for (const [name, expected, value, file] of table) {
    it(name, () => assert.equal(formatInFile(value, file, undefined), expected));
  }
});
