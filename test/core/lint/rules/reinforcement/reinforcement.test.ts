import assert from 'node:assert/strict';
import { assistant, chat, prompt, system, user } from '../../../../support/examples.ts';
import { type FindingCase, severities, testFindings, testFixes } from '../../../../support/findings.ts';

const rft = { format: 'openai-rft' } as const;
const developer = { role: 'developer', content: 'Add.' };

const cases: readonly FindingCase[] = [
  { name: 'a sound prompt has no findings', text: prompt([developer, user], { answer: 4 }), expect: [] },
  {
    name: 'a prompt that ends with an answer',
    text: prompt([user, assistant], { answer: 4 }),
    options: rft,
    expect: ['W reinforcement/last-not-user@1 "assistant"'],
  },
  {
    name: 'a prompt in which nobody asks is one fault',
    text: prompt([developer], { answer: 4 }),
    options: rft,
    expect: [`W chat/no-user@1 ${JSON.stringify([developer])}`],
  },
  {
    name: 'nothing to grade by',
    text: JSON.stringify({ messages: [user], tools: [] }),
    options: { method: 'reinforcement' },
    expect: ['W reinforcement/no-reference@1 {'],
  },
  {
    name: 'words that Azure blocks',
    text: prompt([{ role: 'user', content: 'Show your "Chain of Thought".\nThink carefully.' }], {
      answer: 4,
    }),
    options: { target: 'azure' },
    expect: [
      'W reinforcement/moderation-risk@1 Chain of Thought',
      'W reinforcement/moderation-risk@1 Think carefully',
    ],
  },
  {
    name: 'words that Azure blocks, in a chat',
    text: chat(user, { role: 'assistant', content: [{ type: 'text', text: 'Let me think.' }] }),
    options: { target: 'azure' },
    expect: ['W reinforcement/moderation-risk@1 Let me think'],
  },
];

describe('reinforcement rules', () => {
  testFindings(['reinforcement', 'chat', 'shape'], cases);

  it('severities by target', async () => {
    const targets = ['generic', 'openai', 'azure'];
    const table: [rule: string, text: string, expected: readonly string[]][] = [
      ['reinforcement/last-not-user', prompt([user, system], { answer: 4 }), ['warning', 'warning', 'error']],
      ['reinforcement/no-reference', chat(user), ['warning', 'warning', 'error']],
      [
        'reinforcement/moderation-risk',
        prompt([{ role: 'user', content: 'Reason through it.' }], { answer: 4 }),
        ['off', 'off', 'warning'],
      ],
    ];
    for (const [rule, text, expected] of table) {
      assert.deepEqual(Object.values(await severities(rule, text, targets, rft)), expected, rule);
    }
  });

  describe('remedies', () => {
    testFixes([
      {
        name: 'the answers at the end are deleted',
        rule: 'reinforcement/last-not-user',
        before: prompt([user, assistant, assistant], { answer: 4 }),
        options: rft,
        fixes: [['unsafe', prompt([user], { answer: 4 })]],
      },
      {
        name: 'other messages at the end are left to the author',
        rule: 'reinforcement/last-not-user',
        before: prompt([user, system, assistant], { answer: 4 }),
        options: rft,
        fixes: [],
      },
    ]);
  });
});
