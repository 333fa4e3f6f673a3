import assert from 'node:assert/strict';
import { type FindingCase, severities, testFindings } from '../../../../support/findings.ts';
import { lint } from '../../../../support/lint.ts';

const pair = (prompt: string, completion = 'b') => JSON.stringify({ prompt, completion });
const pairs = (count: number) => Array.from({ length: count }, (_, i) => pair(String(i))).join('\n');

const copies: readonly FindingCase[] = [
  {
    name: 'the later copy',
    text: `${pairs(10)}\n${pair('0')}`,
    expect: [`W dataset/duplicate-example@11 ${pair('0')}`],
  },
  {
    name: 'every later copy',
    text: `${pair('a')}\n${pair('a')}\n${pairs(10)}\n${pair('a')}`,
    expect: [`W dataset/duplicate-example@2 ${pair('a')}`, `W dataset/duplicate-example@13 ${pair('a')}`],
  },
  {
    name: 'in another spelling',
    text: `${pairs(10)}\n{ "completion":"\\u0062", "prompt":"0" }`,
    expect: ['W dataset/duplicate-example@11 { "completion":"\\u0062", "prompt":"0" }'],
  },
  {
    name: 'but for case and space',
    text: `${pairs(10)}\n${pair('Hi there')}\n${pair('hi  THERE\n')}`,
    expect: [`I dataset/duplicate-example@12 ${pair('hi  THERE\n')}`],
  },
  {
    name: 'a copy of the near copy is a copy',
    text: `${pairs(10)}\n${pair('Hi')}\n${pair('hi')}\n${pair('hi')}`,
    expect: [`I dataset/duplicate-example@12 ${pair('hi')}`, `W dataset/duplicate-example@13 ${pair('hi')}`],
  },
  { name: 'broken lines are not compared', text: `${pairs(10)}\n{"a\n{"a`, expect: [] },
  { name: 'nor is a log', text: '{"level":"info"}\n{"level":"info"}', expect: [] },
];

describe('rules about datasets', () => {
  testFindings(['dataset'], copies);

  const targets = ['generic', 'openai', 'azure', 'together'];
  for (const [name, text, expected] of [
    ['nothing', '', ['error', 'error', 'error', 'error']],
    ['blank lines', '\n\n', ['error', 'error', 'error', 'error']],
    ['a mark and nothing else', '\ufeff', ['error', 'error', 'error', 'error']],
    ['9 pairs', pairs(9), ['info', 'error', 'error', 'info']],
    ['10 pairs', pairs(10), ['off', 'info', 'info', 'off']],
    ['a log', '{"level":"info"}', ['off', 'off', 'off', 'off']],
    [
      'batch requests',
      '{"custom_id":"a","method":"POST","url":"/v1/responses","body":{}}',
      ['off', 'off', 'off', 'off'],
    ],
    ['a list of 9', `[${pairs(9).replaceAll('\n', ',')}]`, ['info', 'error', 'error', 'info']],
    [
      'a pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n',
      ['off', 'off', 'off', 'off'],
    ],
    ['only broken lines', '{"a\n{"b', ['off', 'off', 'off', 'off']],
  ] as const) {
    it(`too few examples: ${name}, by target`, async () => {
      assert.deepEqual(Object.values(await severities('dataset/too-few-examples', text, targets)), expected);
    });
  }

  it('50 chats are enough for OpenAI, 100 pairs as of old', async () => {
    const chats = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        JSON.stringify({
          messages: [
            { role: 'user', content: `${i}` },
            { role: 'assistant', content: 'a' },
          ],
        }),
      ).join('\n');
    const severity = async (text: string) =>
      Object.values(await severities('dataset/too-few-examples', text, ['openai']));
    assert.deepEqual(await severity(chats(49)), ['info']);
    assert.deepEqual(await severity(chats(50)), ['off']);
    assert.deepEqual(await severity(pairs(99)), ['info']);
    assert.deepEqual(await severity(pairs(100)), ['off']);
  });

  it('the size that counts is that of the file, mark included', async () => {
    const sizes = async (text: string, maxBytes: number) => {
      const rules = { 'dataset/file-too-large': { options: { maxBytes } } };
      const { findings } = await lint(text, { rules });
      return findings.filter(({ rule }) => rule === 'dataset/file-too-large').length;
    };
    assert.equal(await sizes(pair('é'), 32), 0);
    assert.equal(await sizes(pair('é'), 31), 1);
    assert.equal(await sizes(`\ufeff${pair('é')}`, 34), 1);
  });
});
