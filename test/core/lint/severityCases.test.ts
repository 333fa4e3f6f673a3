import assert from 'node:assert/strict';
import type { LintOptions } from '../../support/lint.ts';
import { lint } from '../../support/lint.ts';

const message = (role: string, more: object = {}) => ({ role, content: `${role} speaks`, ...more });
const chat = (...messages: object[]) => JSON.stringify({ messages });
const pair = chat(message('user'), message('assistant'));
const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const numbered = (count: number) =>
  many(count, index => chat(message('user', { content: `${index}?` }), message('assistant')));
const graded = (more: object = {}, ...before: object[]) =>
  JSON.stringify({ messages: [...before, message('user')], answer: 'x', ...more });
const nova = (text: string) =>
  JSON.stringify({
    schemaVersion: 'bedrock-conversation-2024',
    messages: [
      { role: 'user', content: [{ text }] },
      { role: 'assistant', content: [{ text: 'Yes' }] },
    ],
  });

/** Where one rule judges its cases differently, as the catalogue says it: what is reported for whom. */
const CASES: readonly [
  rule: string,
  what: string,
  text: string,
  options: LintOptions,
  levels: Record<string, string>,
][] = [
  [
    'shape/method-mismatch',
    'a pinned method',
    pair,
    { method: 'dpo' },
    { openai: 'error', generic: 'error' },
  ],
  [
    'shape/unknown-format',
    'what could be trained with by somebody',
    '{"query":"a","response":"b","history":[]}',
    {},
    { generic: 'warning', openai: 'error', together: 'error', trl: 'error' },
  ],
  [
    'shape/extra-key',
    'a key that graders read',
    graded({ note: 1 }),
    { method: 'reinforcement' },
    { openai: 'off', azure: 'off' },
  ],
  [
    'shape/extra-key',
    'a weight of the example',
    chat(message('user'), message('assistant')).replace(/\}$/, ',"weight":1}'),
    {},
    { azure: 'warning', openai: 'off', generic: 'off', together: 'off' },
  ],
  [
    'shape/inconsistent-columns',
    'a key that one example lacks',
    `${graded({ note: 1 })}\n${graded({ note: 2 })}\n${graded()}`,
    { method: 'reinforcement' },
    { azure: 'info', openai: 'info' },
  ],
  [
    'chat/role-not-allowed',
    'developer',
    chat(message('developer'), message('user'), message('assistant')),
    {},
    { openai: 'warning' },
  ],
  [
    'chat/role-not-allowed',
    'a system message in reinforcement',
    graded({}, message('system')),
    { method: 'reinforcement' },
    { azure: 'error' },
  ],
  [
    'chat/role-not-allowed',
    'function',
    chat(message('user'), message('function', { name: 'f' }), message('assistant')),
    {},
    { together: 'error', openai: 'off' },
  ],
  [
    'chat/unknown-message-key',
    'reasoning_content',
    chat(message('user'), message('assistant', { reasoning_content: 'Hm' })),
    {},
    {
      openai: 'warning',
      azure: 'warning',
      // Who said nothing may mean one of those who know it.
      generic: 'off',
      together: 'off',
      fireworks: 'off',
      axolotl: 'off',
    },
  ],
  [
    'chat/unknown-message-key',
    'train',
    chat(message('user'), message('assistant', { train: false })),
    {},
    { openai: 'warning', axolotl: 'off' },
  ],
  [
    'chat/unknown-message-key',
    'a weight of a user',
    chat(message('user', { weight: 0 }), message('assistant')),
    {},
    { openai: 'warning', together: 'off', fireworks: 'off' },
  ],
  [
    'chat/consecutive-same-role',
    'two answers',
    chat(message('user'), message('assistant'), message('assistant')),
    {},
    { azure: 'error', openai: 'info', together: 'error' },
  ],
  [
    'chat/consecutive-same-role',
    'two questions',
    chat(message('user'), message('user'), message('assistant')),
    {},
    { azure: 'info', openai: 'info', nova: 'error' },
  ],
  [
    'chat/consecutive-same-role',
    'two results in turns that are counted',
    JSON.stringify({
      conversations: [
        { from: 'human', value: 'Time?' },
        { from: 'function_call', value: '[{"name":"time","arguments":{}},{"name":"day","arguments":{}}]' },
        { from: 'observation', value: '9:30' },
        { from: 'observation', value: 'Monday' },
        { from: 'gpt', value: 'Half past nine on Monday.' },
      ],
    }),
    {},
    { llamafactory: 'error', axolotl: 'off', generic: 'off' },
  ],
  [
    'chat/root-weight',
    'below 0',
    chat(message('user'), message('assistant')).replace(/\}$/, ',"weight":-1}'),
    {},
    { openai: 'error', together: 'error', fireworks: 'off', trl: 'off', generic: 'off', azure: 'off' },
  ],
  [
    'chat/root-weight',
    'in one example of two',
    `${pair}\n${pair.replace(/\}$/, ',"weight":1}')}`,
    {},
    { fireworks: 'error', together: 'off' },
  ],
  ['chat/reserved-marker', 'at the beginning', nova('User: Hi'), {}, { nova: 'error' }],
  [
    'chat/reserved-marker',
    'a marker',
    chat(message('user', { content: '[INST] Hi' }), message('assistant')),
    {},
    { openai: 'warning', trl: 'warning' },
  ],
  [
    'dataset/too-few-examples',
    'below the minimum',
    numbered(9),
    {},
    { openai: 'error', azure: 'error', fireworks: 'info' },
  ],
  ['dataset/too-few-examples', 'below what is advised', numbered(49), {}, { openai: 'info', azure: 'info' }],
  ['dataset/too-few-examples', 'as many as advised', numbered(50), {}, { openai: 'off' }],
  [
    'cross-file/validation-required',
    'reinforcement',
    graded(),
    { method: 'reinforcement' },
    { openai: 'error', azure: 'error' },
  ],
  [
    'cross-file/validation-required',
    'supervised',
    pair,
    { method: 'supervised' },
    { openai: 'info', together: 'info' },
  ],
  [
    'vision/remote-url',
    'any address',
    chat(
      message('user', { content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] }),
      message('assistant'),
    ),
    {},
    { together: 'error', fireworks: 'error', openai: 'off', azure: 'off' },
  ],
  [
    'vision/remote-url',
    'an address that nobody else reaches',
    chat(
      message('user', { content: [{ type: 'image_url', image_url: { url: 'http://localhost/a.png' } }] }),
      message('assistant'),
    ),
    {},
    { openai: 'warning', azure: 'warning' },
  ],
];

describe('the severity of single cases', () => {
  for (const [rule, what, text, options, levels] of CASES) {
    it(`${rule}: ${what}`, async () => {
      const found: Record<string, string> = {};
      for (const target of Object.keys(levels)) {
        const { findings } = await lint(text, { ...options, target });
        found[target] = findings.find(finding => finding.rule === rule)?.severity ?? 'off';
      }
      assert.deepEqual(found, levels);
    });
  }
});
