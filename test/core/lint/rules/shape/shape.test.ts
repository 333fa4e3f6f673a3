import assert from 'node:assert/strict';
import { assistant, chat, pair, user } from '../../../../support/examples.ts';
import { type FindingCase, severities, testFindings, testFixes } from '../../../../support/findings.ts';

const completion = '{"prompt":"a","completion":"b"}';
const openai = { target: 'openai' } as const;

const cases: readonly FindingCase[] = [
  {
    name: 'a log is left alone',
    text: '{"time":"2026-11-01T08:01:00Z","level":"info","path":"/orders"}\n{"id":1,"name":"a"}',
    expect: [],
  },
  {
    name: 'examples of no known format',
    text: '{"question":"a","answer":"b"}\n{"question":"c","answer":"d"}',
    expect: ['E shape/unknown-format@1 "question"', 'E shape/unknown-format@2 "question"'],
  },
  {
    name: 'one example of no known format in a dataset',
    text: `${completion}\n{"title":"c"}`,
    expect: ['E shape/unknown-format@2 "title"'],
  },
  {
    name: 'an example without keys is of the format of the file',
    text: `${completion}\n{}`,
    expect: ['E shape/missing-key@2 {', 'E shape/missing-key@2 {'],
  },
  {
    name: 'examples of another format than most',
    text: `${completion}\n${completion.replace('a', 'c')}\n${chat(user, assistant)}\n{"instruction":"a","output":"b"}`,
    expect: ['W shape/mixed-formats@3 "messages"', 'W shape/mixed-formats@4 "instruction"'],
  },
  {
    name: 'an example of two formats is one fault',
    text: JSON.stringify({ messages: [user, assistant], text: 'Hi Hello' }),
    options: openai,
    expect: ['W shape/mixed-formats@1 "text"'],
  },
  {
    name: 'a chat that ends with the user is a forgotten answer in a file of chats',
    text: `${chat(user, assistant)}\n${chat(user, assistant)}\n${JSON.stringify({ messages: [user], id: 1 })}`,
    expect: ['E chat/no-assistant@3 [{"role":"user","content":"Hi"}]', 'W shape/extra-key@3 "id":1'],
  },
  {
    name: 'a required key is missing',
    text: `${completion}\n{"prompt":"c"}`,
    expect: ['E shape/missing-key@2 {'],
  },
  {
    name: 'a pinned format that the file does not have is no list of extra keys',
    text: completion,
    options: { format: 'openai-sft' },
    expect: ['E shape/missing-key@1 {'],
  },
  {
    name: 'extra keys with their values',
    text: '{"id": {"a": [1]}, "prompt":"a","completion":"b"}',
    expect: ['W shape/extra-key@1 "id": {"a": [1]}'],
  },
  {
    name: 'reinforcement data may have any key',
    text: JSON.stringify({ messages: [user], answer: 4, text: 'x' }),
    expect: [],
  },
  {
    name: 'a misspelt key is neither missing nor extra',
    text: '{" Prompt":"a","COMPLETION":"b"}',
    expect: ['E shape/key-case@1 " Prompt"', 'E shape/key-case@1 "COMPLETION"'],
  },
  {
    name: 'what stands under a misspelt key is looked at',
    text: JSON.stringify({ Messages: [{ role: 'user' }, assistant] }),
    expect: ['E shape/key-case@1 "Messages"', 'E chat/content-missing@1 {"role":"user"}'],
  },
  {
    name: 'keys inside the input of a pair',
    text: JSON.stringify({
      Input: { Messages: [user] },
      preferred_output: [assistant],
      non_preferred_output: [{ ...assistant, content: 'No' }],
    }),
    expect: ['E shape/key-case@1 "Input"', 'E shape/key-case@1 "Messages"'],
  },
  {
    name: 'of two spellings one is the extra key',
    text: '{"Prompt":"a","prompt":"b","completion":"c"}',
    expect: ['W shape/extra-key@1 "Prompt":"a"'],
  },
  {
    name: 'fields of the wrong type',
    text: [
      '{"messages":{"role":"user","content":"Hi"}}',
      JSON.stringify({ messages: [user, assistant], parallel_tool_calls: 'no' }),
    ].join('\n'),
    expect: ['E shape/wrong-type@1 {"role":"user","content":"Hi"}', 'E shape/wrong-type@2 "no"'],
  },
  {
    name: 'texts of the wrong type',
    text: '{"prompt":7,"completion":null}',
    expect: ['E shape/wrong-type@1 7', 'E shape/wrong-type@1 null'],
  },
  {
    name: 'JSON inside a string',
    text: JSON.stringify({
      input: JSON.stringify({ messages: [user] }),
      preferred_output: JSON.stringify([assistant]),
      non_preferred_output: [{ ...assistant, content: 'No' }],
    }),
    expect: [
      String.raw`E shape/wrong-type@1 "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"`,
      String.raw`E shape/wrong-type@1 "[{\"role\":\"assistant\",\"content\":\"Hello\"}]"`,
    ],
  },
  {
    name: 'a file for another consumer',
    text: '{"instruction":"a","output":"b"}\n{"instruction":"c","output":"d"}',
    options: openai,
    expect: ['E shape/method-mismatch@1 {"instruction":"a","output":"b"}'],
  },
  {
    name: 'a file for another method',
    text: chat(user, assistant),
    options: { method: 'dpo' },
    expect: [`E shape/method-mismatch@1 ${chat(user, assistant)}`],
  },
  {
    name: 'requests for a batch are no training data, if nobody said for whom they are',
    text: '{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{}}',
    expect: [
      'I shape/method-mismatch@1 {"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{}}',
    ],
  },
  {
    name: 'deep nesting is no obstacle',
    text: `{"prompt":${'['.repeat(5000)}${']'.repeat(5000)},"completion":"b"}`,
    expect: [`E shape/wrong-type@1 ${'['.repeat(5000)}${']'.repeat(5000)}`],
  },
  {
    name: 'keys of the prototype are ordinary keys',
    text: '{"__proto__":{"messages":[]},"constructor":1,"prompt":"a","completion":"b"}',
    expect: ['W shape/extra-key@1 "__proto__":{"messages":[]}', 'W shape/extra-key@1 "constructor":1'],
  },
];

describe('shape rules', () => {
  testFindings(['shape', 'chat', 'preference', 'reinforcement'], cases);

  describe('severities by target', () => {
    const targets = ['generic', 'openai', 'azure', 'together'];
    const table: [rule: string, text: string, expected: readonly string[]][] = [
      ['shape/unknown-format', '{"question":"a","answer":"b"}', ['error', 'error', 'error', 'error']],
      [
        'shape/mixed-formats',
        `${completion}\n${chat(user, assistant)}`,
        ['warning', 'warning', 'warning', 'error'],
      ],
      ['shape/missing-key', '{"prompt":"a","id":1}', ['error', 'error', 'error', 'error']],
      ['shape/extra-key', '{"prompt":"a","completion":"b","id":1}', ['warning', 'error', 'warning', 'error']],
      ['shape/key-case', '{"Prompt":"a","completion":"b"}', ['error', 'error', 'error', 'error']],
      ['shape/wrong-type', '{"prompt":["a"],"completion":"b"}', ['error', 'error', 'error', 'off']],
      ['shape/method-mismatch', completion, ['off', 'error', 'error', 'off']],
    ];
    for (const [rule, text, expected] of table) {
      it(rule, async () => {
        assert.deepEqual(Object.values(await severities(rule, text, targets)), expected);
      });
    }

    it('a mismatch is a fault once the method is pinned', async () => {
      const text = '{"custom_id":"1","method":"POST","url":"/v1/embeddings","body":{}}';
      const found = await severities('shape/method-mismatch', text, ['generic'], { method: 'supervised' });
      assert.deepEqual(found, { generic: 'error' });
    });
  });

  describe('remedies', () => {
    testFixes([
      {
        name: 'an extra key is deleted with its comma',
        rule: 'shape/extra-key',
        before: '{"prompt":"a","completion":"b", "id":1}',
        fixes: [['unsafe', '{"prompt":"a","completion":"b"}']],
      },
      {
        name: 'a misspelt key is renamed',
        rule: 'shape/key-case',
        before: '{"Messages":[{"role":"user","Content ":"Hi"},{"role":"assistant","content":"Hello"}]}',
        fixes: [
          ['safe', '{"messages":[{"role":"user","Content ":"Hi"},{"role":"assistant","content":"Hello"}]}'],
        ],
      },
      {
        name: 'a misspelt key is renamed inside another misspelt key',
        rule: 'shape/key-case',
        before: `${completion}\n{"completion":"b","Prompt":"a"}`,
        fixes: [['safe', `${completion}\n{"completion":"b","prompt":"a"}`]],
      },
      {
        name: 'JSON is taken out of a string, on one line',
        rule: 'shape/wrong-type',
        before: String.raw`{"messages":"[\n  {\"role\": \"user\", \"content\": \"a\\nb \\u00e9\"},\r\n  {\"role\": \"assistant\", \"content\": \"1.0\"}\n]"}`,
        fixes: [
          [
            'safe',
            String.raw`{"messages":[ {"role": "user", "content": "a\nb \u00e9"}, {"role": "assistant", "content": "1.0"} ]}`,
          ],
        ],
      },
      {
        name: 'a string that is JSON of another type stays',
        rule: 'shape/wrong-type',
        before: '{"messages":"{}"}',
        fixes: [],
      },
      {
        name: 'an answer that is JSON in a string',
        rule: 'shape/wrong-type',
        before: pair({ messages: [user] }, JSON.stringify([assistant]), [{ ...assistant, content: 'No' }]),
        fixes: [['safe', pair({ messages: [user] }, [assistant], [{ ...assistant, content: 'No' }])]],
      },
    ]);
  });
});
