import assert from 'node:assert/strict';
import { lint } from '../../../../support/lint.ts';
import { assistant, call, chat, pair, prompt, result, system, user } from '../../../../support/examples.ts';
import { type FindingCase, severities, testFindings, testFixes } from '../../../../support/findings.ts';

const sound = chat(system, user, assistant);

/** A message cannot be told apart from the next: each case is about one rule and what must not follow from it. */
const structure: readonly FindingCase[] = [
  { name: 'a sound example has no findings', text: sound, expect: [] },
  { name: 'an empty conversation is one fault', text: chat(), expect: ['E chat/messages-empty@1 []'] },
  {
    name: 'an item that is no object',
    text: chat('Hi', user, assistant),
    expect: ['E chat/messages-empty@1 "Hi"'],
  },
  {
    name: 'an item that is no object may be the assistant',
    text: chat(user, 'Hello'),
    expect: ['E chat/messages-empty@1 "Hello"'],
  },
  {
    name: 'a message without a role may be the assistant',
    text: chat(user, { content: 'Hello' }),
    expect: ['E chat/role-missing@1 {'],
  },
  {
    name: 'messages that all lack a role are nobody’s',
    text: chat({ a: 1 }, { content: 'x' }),
    expect: [
      'E chat/no-assistant@1 [{"a":1},{"content":"x"}]',
      'W chat/no-user@1 [{"a":1},{"content":"x"}]',
      'E chat/role-missing@1 {',
      'E chat/content-missing@1 {"a":1}',
      'W chat/unknown-message-key@1 "a"',
      'E chat/role-missing@1 {',
    ],
  },
  {
    name: 'a role of the wrong type',
    text: chat({ role: 1, content: 'Hi' }, assistant),
    expect: ['E chat/role-missing@1 1'],
  },
  {
    name: 'roles in another case are known by what they mean',
    text: chat({ role: 'User', content: 'Hi' }, { role: 'ASSISTANT ', content: 'Hello' }),
    expect: ['E chat/role-unknown@1 "User"', 'E chat/role-unknown@1 "ASSISTANT "'],
  },
  {
    name: 'a role that nobody knows',
    text: chat(user, { role: 'narrator', content: 'Then' }, assistant),
    expect: ['E chat/role-unknown@1 "narrator"'],
  },
  {
    name: 'misspelt keys of a message are reported once each',
    text: chat({ Role: 'user', Content: 'Hi' }, assistant),
    expect: ['E shape/key-case@1 "Role"', 'E shape/key-case@1 "Content"'],
  },
];

const contents: readonly FindingCase[] = [
  {
    name: 'content that is missing or null',
    text: chat({ role: 'user' }, { role: 'assistant', content: null }),
    expect: [
      'E chat/content-missing@1 {"role":"user"}',
      'E chat/content-missing@1 {"role":"assistant","content":null}',
    ],
  },
  {
    name: 'a call or a refusal stands for content of the assistant',
    text: [
      chat(user, call, result, assistant),
      chat(user, { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } }),
      chat(user, { role: 'assistant', refusal: 'No.' }),
    ].join('\n'),
    expect: [],
  },
  {
    name: 'but not for that of the user',
    text: chat({ role: 'user', refusal: 'No.' }, assistant),
    expect: [
      'E chat/content-missing@1 {"role":"user","refusal":"No."}',
      'W chat/unknown-message-key@1 "refusal"',
    ],
  },
  {
    name: 'a function may answer null',
    text: chat(
      user,
      { role: 'assistant', function_call: { name: 'f', arguments: '{}' } },
      {
        role: 'function',
        name: 'f',
        content: null,
      },
      assistant,
    ),
    expect: [],
  },
  {
    name: 'content of another type is that fault alone',
    text: chat({ role: 'user', content: 5 }, { role: 'assistant', content: { text: 'Hello' } }),
    expect: ['E chat/content-type@1 5', 'E chat/content-type@1 {"text":"Hello"}'],
  },
  {
    name: 'an array without parts',
    text: chat({ role: 'user', content: [] }, assistant),
    expect: ['E chat/content-type@1 []'],
  },
  {
    name: 'parts that cannot be read',
    text: chat(
      {
        role: 'user',
        content: [
          'a',
          { text: 'b', type: null },
          { type: 'file' },
          { type: 'text' },
          { type: 'text', text: 'ok' },
        ],
      },
      assistant,
    ),
    expect: [
      'E chat/content-type@1 "a"',
      'E chat/content-type@1 {"text":"b","type":null}',
      'E chat/content-type@1 "file"',
      'E chat/content-type@1 {"type":"text"}',
    ],
  },
  {
    name: 'a refusal is the assistant’s and stands alone',
    text: chat(
      { role: 'user', content: [{ type: 'refusal', refusal: 'No.' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Well.' },
          { type: 'refusal', refusal: 'No.' },
        ],
      },
    ),
    expect: ['E chat/content-type@1 "refusal"', 'E chat/content-type@1 {"type":"refusal","refusal":"No."}'],
  },
  {
    name: 'an array in a tool message is for openai only a fault',
    text: chat(user, call, { ...result, content: [{ type: 'text', text: '9:30' }] }, assistant),
    expect: [],
  },
  {
    name: 'an array in a tool message at openai',
    text: chat(user, call, { ...result, content: [{ type: 'text', text: '9:30' }] }, assistant),
    options: { target: 'openai' },
    expect: ['E chat/content-type@1 [{"type":"text","text":"9:30"}]'],
  },
  {
    name: 'blank content',
    text: chat(
      { role: 'user', content: ' \n' },
      { role: 'assistant', content: [{ type: 'text', text: '' }] },
    ),
    expect: [String.raw`W chat/content-empty@1 " \n"`, 'W chat/content-empty@1 [{"type":"text","text":""}]'],
  },
  {
    name: 'blank content beside calls hardly matters',
    text: chat(user, { ...call, content: '' }, result, assistant),
    expect: ['I chat/content-empty@1 ""'],
  },
  {
    name: 'keys that a message does not have',
    text: chat(
      { ...user, id: 1, weight: 0 },
      { ...assistant, weight: 1, reasoning_content: 'Hm.', tool_call_id: 'a' },
    ),
    expect: [
      'W chat/unknown-message-key@1 "id"',
      'W chat/unknown-message-key@1 "weight"',
      'W chat/unknown-message-key@1 "tool_call_id"',
    ],
  },
  {
    name: 'a place in a text with escapes is underlined exactly',
    text: String.raw`{"messages":[{"role":"user","content":"\u00e9\n\"[INST] Hi"},{"role":"assistant","content":"\u0041ssistant: Hello"}]}`,
    expect: ['W chat/reserved-marker@1 [INST]', String.raw`W chat/reserved-marker@1 \u0041ssistant:`],
  },
];

const order: readonly FindingCase[] = [
  {
    name: 'a conversation without the assistant',
    text: chat(system, user),
    expect: [`E chat/no-assistant@1 ${JSON.stringify([system, user])}`],
  },
  {
    name: 'a conversation without the user',
    text: chat(system, assistant),
    expect: [`W chat/no-user@1 ${JSON.stringify([system, assistant])}`],
  },
  {
    name: 'messages after the last answer',
    text: chat(user, assistant, user, system),
    expect: [
      `W chat/last-not-assistant@1 ${JSON.stringify(user)},${JSON.stringify(system)}`,
      'W chat/system-position@1 "system"',
    ],
  },
  {
    name: 'speakers who do not take turns',
    text: chat(user, user, assistant, assistant, assistant),
    expect: [
      'I chat/consecutive-same-role@1 "user"',
      'I chat/consecutive-same-role@1 "assistant"',
      'I chat/consecutive-same-role@1 "assistant"',
    ],
  },
  {
    name: 'several results of several calls take no turns',
    text: chat(user, call, result, { ...result, tool_call_id: 'b' }, assistant),
    expect: [],
  },
  {
    name: 'two system messages are one fault',
    text: chat(system, system, user, assistant),
    expect: ['W chat/system-position@1 "system"'],
  },
  {
    name: 'a developer counts as system',
    text: chat(user, { role: 'developer', content: 'Be kind.' }, assistant),
    expect: ['W chat/role-not-allowed@1 "developer"', 'W chat/system-position@1 "developer"'],
  },
  {
    name: 'the assistant speaks first',
    text: chat(system, assistant, user, assistant),
    expect: ['W chat/role-order@1 "assistant"'],
  },
  {
    name: 'a result without a call',
    text: chat(user, assistant, result, assistant),
    expect: ['W chat/role-order@1 "tool"'],
  },
];

const weights: readonly FindingCase[] = [
  {
    name: 'weights that are no integers 0 or 1',
    text: [true, '1', 0.5, 2, null].map(weight => chat(user, { ...assistant, weight })).join('\n'),
    expect: [
      'E chat/weight-invalid@1 true',
      'E chat/weight-invalid@2 "1"',
      'E chat/weight-invalid@3 0.5',
      'E chat/weight-invalid@4 2',
      'E chat/weight-invalid@5 null',
    ],
  },
  {
    name: 'a number that is 1 and not written so',
    text: chat(user, { ...assistant, weight: 1 }).replace('"weight":1', '"weight":1.0'),
    expect: ['E chat/weight-invalid@1 1.0'],
  },
  {
    name: 'every answer is muted',
    text: chat(user, { ...assistant, weight: 0 }, user, { ...assistant, weight: 0 }),
    expect: ['W chat/nothing-trained@1 0'],
  },
  {
    name: 'one answer is not muted',
    text: chat(user, { ...assistant, weight: 0 }, user, assistant),
    expect: [],
  },
  {
    name: 'a weight of the whole example',
    text: JSON.stringify({ messages: [user, assistant], weight: 1 }),
    options: { target: 'openai' },
    expect: ['E chat/root-weight@1 "weight"'],
  },
  {
    name: 'a weight of the whole example where it is known',
    text: JSON.stringify({ messages: [user, assistant], weight: 0.5 }),
    options: { target: 'together' },
    expect: [],
  },
  {
    name: 'a weight of the whole example that is below zero',
    text: JSON.stringify({ messages: [user, assistant], weight: -1 }),
    options: { target: 'together' },
    expect: ['E chat/root-weight@1 -1'],
  },
];

const elsewhere: readonly FindingCase[] = [
  {
    name: 'messages of a prompt for graders',
    text: prompt([{ role: 'Developer', content: 'Add.' }, { role: 'user' }], { answer: 4 }),
    expect: ['E chat/role-unknown@1 "Developer"', 'E chat/content-missing@1 {"role":"user"}'],
  },
  {
    name: 'a prompt for graders needs no assistant, and its roles may repeat',
    text: prompt([user, user], { answer: 4 }),
    expect: [],
  },
  {
    name: 'messages of a preference pair',
    text: pair({ messages: [user, user] }, [{ content: 'Hello' }], [{ role: 'assistant', content: 7 }]),
    expect: ['I chat/consecutive-same-role@1 "user"', 'E chat/role-missing@1 {', 'E chat/content-type@1 7'],
  },
  {
    name: 'the input of a preference pair is empty',
    text: pair({ messages: [] }, [assistant], [{ ...assistant, content: 'No' }]),
    expect: ['E chat/messages-empty@1 []'],
  },
];

describe('chat rules', () => {
  const families = ['chat', 'shape', 'preference', 'reinforcement'];
  describe('the structure of messages', () => testFindings(families, structure));
  describe('contents and keys', () => testFindings(families, contents));
  describe('who speaks when', () => testFindings(families, order));
  describe('weights', () => testFindings(families, weights));
  describe('formats other than chats', () => testFindings(families, elsewhere));

  // The time limit of a test is what these are about: each would take minutes if a rule looked at pairs of messages.
  describe('very long conversations', () => {
    const many = (...turn: readonly unknown[]) => Array.from({ length: 2000 }, () => turn).flat();
    const conversations: Readonly<Record<string, readonly unknown[]>> = {
      'one speaker': many(user),
      'results without calls': [user, ...many(result)],
      'misspelt keys': many({ Role: 'user', Content: 'Hi', weight: 1.5 }),
      'misplaced instructions': many(user, system),
      'muted answers': [user, ...many({ ...assistant, weight: 0 })],
      'markers in one text': [{ role: 'user', content: many('\n[INST]').join('') }, assistant],
      'keys of one message': [Object.fromEntries(many(0).map((_, i) => [`k${i}`, 1])), assistant],
    };
    for (const [name, messages] of Object.entries(conversations)) {
      it(name, async () => {
        assert.notEqual((await lint(chat(...messages), { target: 'openai' })).findings.length, 0);
      });
    }
  });

  describe('severities by target', () => {
    const targets = ['generic', 'openai', 'azure', 'together'];
    const same = (severity: string) => [severity, severity, severity, severity];
    const table: [rule: string, text: string, expected: readonly string[]][] = [
      ['chat/messages-empty', chat(), same('error')],
      ['chat/role-missing', chat(user, { content: 'Hello' }), same('error')],
      ['chat/role-unknown', chat({ role: 'x', content: 'Hi' }, assistant), same('error')],
      ['chat/content-missing', chat({ role: 'user' }, assistant), same('error')],
      ['chat/content-empty', chat({ role: 'user', content: '' }, assistant), same('warning')],
      ['chat/no-assistant', chat(user), same('error')],
      ['chat/weight-invalid', chat(user, { ...assistant, weight: 3 }), same('error')],
      ['chat/nothing-trained', chat(user, { ...assistant, weight: 0 }), same('warning')],
      ['chat/reserved-marker', chat({ role: 'user', content: '[INST]' }, assistant), same('warning')],
      ['chat/role-order', chat(assistant, user, assistant), same('warning')],
      ['chat/last-not-assistant', chat(user, assistant, user), same('warning')],
      ['chat/no-user', chat(system, assistant), ['warning', 'warning', 'error', 'off']],
      ['chat/system-position', chat(user, system, assistant), ['warning', 'warning', 'warning', 'error']],
      ['chat/consecutive-same-role', chat(user, user, assistant), ['info', 'info', 'info', 'error']],
      ['chat/consecutive-same-role', chat(user, assistant, assistant), ['info', 'info', 'error', 'error']],
      [
        'chat/role-not-allowed',
        chat({ role: 'developer', content: 'x' }, user, assistant),
        ['warning', 'warning', 'warning', 'error'],
      ],
      ['chat/role-not-allowed', chat(user, call, result, assistant), ['off', 'off', 'off', 'error']],
      ['chat/role-not-allowed', prompt([system, user], { answer: 4 }), ['info', 'warning', 'error', 'info']],
      [
        'chat/unknown-message-key',
        chat({ ...user, weight: 0 }, assistant),
        ['warning', 'warning', 'warning', 'off'],
      ],
      [
        'chat/unknown-message-key',
        chat(user, { ...assistant, reasoning_content: 'Hm.' }),
        ['off', 'warning', 'warning', 'off'],
      ],
      [
        'chat/root-weight',
        JSON.stringify({ messages: [user, assistant], weight: 1 }),
        ['off', 'error', 'off', 'off'],
      ],
      [
        'chat/content-type',
        chat(user, call, { ...result, content: [{ type: 'text', text: 'x' }] }, assistant),
        ['off', 'error', 'error', 'off'],
      ],
    ];
    for (const [rule, text, expected] of table) {
      it(`${rule} in ${text.slice(0, 60)}`, async () => {
        assert.deepEqual(Object.values(await severities(rule, text, targets)), expected);
      });
    }
  });

  describe('remedies', () => {
    testFixes([
      {
        name: 'a role in another case is repaired safely',
        rule: 'chat/role-unknown',
        before: chat(user, { role: ' Assistant', content: 'Hello' }),
        fixes: [['safe', chat(user, assistant)]],
      },
      {
        name: 'a role of another format is replaced unsafely',
        rule: 'chat/role-unknown',
        before: chat(user, { role: 'gpt', content: 'Hello' }),
        fixes: [['unsafe', chat(user, assistant)]],
      },
      {
        name: 'a role is not repaired to one that the target refuses',
        rule: 'chat/role-unknown',
        before: chat(user, call, { ...result, role: 'Tool' }, assistant),
        options: { target: 'together' },
        fixes: [],
      },
      {
        name: 'developer becomes system',
        rule: 'chat/role-not-allowed',
        before: chat({ ...system, role: 'developer' }, user, assistant),
        fixes: [['unsafe', chat(system, user, assistant)]],
      },
      {
        name: 'system becomes developer in prompts for graders',
        rule: 'chat/role-not-allowed',
        before: prompt([system, user], { answer: 4 }),
        options: { target: 'azure' },
        fixes: [['unsafe', prompt([{ ...system, role: 'developer' }, user], { answer: 4 })]],
      },
      {
        name: 'the only text part of a tool message becomes its content',
        rule: 'chat/content-type',
        before: chat(user, call, { ...result, content: [{ type: 'text', text: 'a\u00e9"' }] }, assistant),
        options: { target: 'openai' },
        fixes: [['safe', chat(user, call, { ...result, content: 'a\u00e9"' }, assistant)]],
      },
      {
        name: 'numbers are not touched',
        rule: 'chat/content-type',
        before: chat({ role: 'user', content: 7 }, assistant),
        fixes: [],
      },
      {
        name: 'empty content beside calls becomes null',
        rule: 'chat/content-empty',
        before: chat(user, { ...call, content: '' }, result, assistant),
        fixes: [['safe', chat(user, { ...call, content: null }, result, assistant)]],
      },
      {
        name: 'an unknown key is deleted with its comma',
        rule: 'chat/unknown-message-key',
        before:
          '{"messages":[{"id" : 7, "role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        fixes: [['unsafe', chat(user, assistant)]],
      },
      {
        name: 'trailing messages are deleted',
        rule: 'chat/last-not-assistant',
        before: chat(user, assistant, user, user),
        fixes: [['unsafe', chat(user, assistant)]],
      },
      {
        name: 'nothing is deleted where nobody asked before',
        rule: 'chat/last-not-assistant',
        before: chat(assistant, user),
        fixes: [],
      },
      {
        name: 'a key is not deleted where it is all that is said',
        rule: 'chat/unknown-message-key',
        before: chat(user, { role: 'assistant', refusal: 'No.' }),
        options: { target: 'together' },
        fixes: [],
      },
      {
        name: 'a run of messages is joined as a whole, escapes kept',
        rule: 'chat/consecutive-same-role',
        before: String.raw`{"messages":[{"role":"user","content":"\u00e9"}, {"role":"user","content":" "}, {"content":"\t!","role":"user"}, {"role":"assistant","content":"Hello"}]}`,
        fixes: [
          [
            'unsafe',
            String.raw`{"messages":[{"role":"user","content":"\u00e9\n\n\t!"}, {"role":"assistant","content":"Hello"}]}`,
          ],
        ],
      },
      {
        name: 'messages that differ in more than content are not joined',
        rule: 'chat/consecutive-same-role',
        before: chat(user, { ...assistant, weight: 0 }, assistant),
        fixes: [],
      },
      {
        name: 'a system message moves to the beginning',
        rule: 'chat/system-position',
        before: chat(user, { role: 'system', content: [{ type: 'text', text: 'x' }] }, assistant),
        fixes: [
          ['unsafe', chat({ role: 'system', content: [{ type: 'text', text: 'x' }] }, user, assistant)],
        ],
      },
      {
        name: 'system messages are merged into the first',
        rule: 'chat/system-position',
        before: chat(system, user, { role: 'system', content: 'Be kind.' }, assistant),
        fixes: [['unsafe', chat({ role: 'system', content: 'Be brief.\n\nBe kind.' }, user, assistant)]],
      },
      ...(
        [
          [true, 1],
          [false, 0],
          ['0', 0],
        ] as const
      ).map(([weight, better]) => ({
        name: `the weight ${JSON.stringify(weight)} becomes ${better}`,
        rule: 'chat/weight-invalid',
        before: chat(user, { ...assistant, weight }),
        fixes: [['safe', chat(user, { ...assistant, weight: better })]] as const,
      })),
      {
        name: 'the weight 1.0 becomes 1',
        rule: 'chat/weight-invalid',
        before: chat(user, { ...assistant, weight: 1 }).replace(':1}', ':1.0}'),
        fixes: [['safe', chat(user, { ...assistant, weight: 1 })]],
      },
      {
        name: 'a half weight stays',
        rule: 'chat/weight-invalid',
        before: chat(user, { ...assistant, weight: 0.5 }),
        fixes: [],
      },
      {
        name: 'a weight of the whole example is deleted or moved',
        rule: 'chat/root-weight',
        options: { target: 'openai' },
        before: JSON.stringify({ weight: 0, messages: [user, assistant] }),
        fixes: [
          ['unsafe', chat(user, assistant)],
          [
            'unsafe',
            '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello", "weight": 0}]}',
          ],
        ],
      },
      {
        name: 'the name of the speaker is deleted',
        rule: 'chat/reserved-marker',
        before: chat(user, { role: 'assistant', content: 'Assistant: \nHello' }),
        fixes: [['unsafe', chat(user, assistant)]],
      },
    ]);
  });
});
