import assert from 'node:assert/strict';
import { assistant, call, chat, pair, result, user } from '../../../../support/examples.ts';
import { type FindingCase, severities, testFindings, testFixes } from '../../../../support/findings.ts';

const input = { messages: [user] };
const no = { ...assistant, content: 'No' };
const sound = pair(input, [assistant], [no]);
const source = JSON.stringify;

const cases: readonly FindingCase[] = [
  { name: 'a sound pair has no findings', text: sound, expect: [] },
  {
    name: 'a pair with its prompt at the top',
    text: source({ messages: [user], preferred_output: [assistant], non_preferred_output: [no] }),
    expect: [`E preference/input-shape@1 ${source([user])}`],
  },
  {
    name: 'an input that is no object',
    text: [pair('Hi', [assistant], [no]), pair([user], [assistant], [no])].join('\n'),
    expect: ['E preference/input-shape@1 "Hi"', `E preference/input-shape@2 ${source([user])}`],
  },
  {
    name: 'messages in the wrong place are looked at all the same',
    text: pair([user, { role: 'assistant' }], [assistant], [no]),
    expect: [
      `E preference/input-shape@1 ${source([user, { role: 'assistant' }])}`,
      'E chat/content-missing@1 {"role":"assistant"}',
      'W preference/input-ends-with-assistant@1 "assistant"',
    ],
  },
  {
    name: 'an answer under an old name that is JSON in a string',
    text: source({ input, preferred_completion: source([assistant]), non_preferred_output: [no] }),
    expect: [
      'E preference/key-names@1 "preferred_completion"',
      `E shape/wrong-type@1 ${source(source([assistant]))}`,
    ],
  },
  {
    name: 'an input without messages',
    text: [pair({}, [assistant], [no]), pair({ messages: 'Hi' }, [assistant], [no])].join('\n'),
    expect: ['E preference/input-shape@1 {}', 'E preference/input-shape@2 "Hi"'],
  },
  {
    name: 'an input that is missing',
    text: source({ preferred_output: [assistant], non_preferred_output: [no] }),
    expect: ['E shape/missing-key@1 {'],
  },
  {
    name: 'an answer that is missing',
    text: source({ input, preferred_output: [assistant] }),
    expect: ['E shape/missing-key@1 {'],
  },
  {
    name: 'answers that are no arrays',
    text: pair(input, 'Hello', no),
    expect: ['E preference/output-shape@1 "Hello"', `E preference/output-shape@1 ${source(no)}`],
  },
  {
    name: 'answers without and with too many messages',
    text: pair(input, [], [no, assistant]),
    expect: ['E preference/output-shape@1 []', `E preference/output-shape@1 ${source([no, assistant])}`],
  },
  {
    name: 'answers of somebody else',
    text: pair(input, [user], ['No']),
    expect: ['E preference/output-shape@1 "user"', 'E preference/output-shape@1 "No"'],
  },
  {
    name: 'an answer without a role or content is one fault each',
    text: pair(input, [{ content: 'Hello' }], [{ role: 'assistant' }]),
    expect: ['E chat/role-missing@1 {', 'E chat/content-missing@1 {"role":"assistant"}'],
  },
  {
    name: 'Azure takes the messages of assistant and tools',
    text: pair(input, [call, result, assistant], [no]),
    options: { target: 'azure' },
    expect: [],
  },
  {
    name: 'Azure wants one of the assistant among them',
    text: pair(input, [result], [user]),
    options: { target: 'azure' },
    expect: [`E preference/output-shape@1 ${source([result])}`, 'E preference/output-shape@1 "user"'],
  },
  {
    name: 'names of the specification of May 2025',
    text: source({ input, preferred_completion: [assistant], non_preferred_completion: [] }),
    expect: [
      'E preference/key-names@1 "preferred_completion"',
      'E preference/key-names@1 "non_preferred_completion"',
      'E preference/output-shape@1 []',
    ],
  },
  {
    name: 'names of other formats',
    text: source({ input, chosen: 'Hello', rejected: 'No' }),
    expect: ['E preference/key-names@1 "chosen"', 'E preference/key-names@1 "rejected"'],
  },
  {
    name: 'a prompt that ends with an answer',
    text: pair({ messages: [user, assistant] }, [assistant], [no]),
    expect: ['W preference/input-ends-with-assistant@1 "assistant"'],
  },
  {
    name: 'answers that are equal',
    text: pair(input, [assistant], [{ content: 'Hello', role: 'assistant' }]),
    expect: [`W preference/identical-pair@1 ${source([assistant])}`],
  },
  {
    name: 'answers that are equal but for case and space',
    text: pair(input, [assistant], [{ ...assistant, content: ' HELLO' }]),
    expect: [`I preference/identical-pair@1 ${source([assistant])}`],
  },
  {
    name: 'answers that differ in a call only',
    text: pair(input, [call], [{ ...call, content: null }]),
    expect: [],
  },
];

describe('preference rules', () => {
  testFindings(['preference', 'chat', 'shape'], cases);

  describe('severities by target', () => {
    const targets = ['generic', 'openai', 'azure', 'together'];
    const same = (severity: string) => [severity, severity, severity, severity];
    const table: [rule: string, text: string, expected: readonly string[]][] = [
      ['preference/input-shape', pair('Hi', [assistant], [no]), same('error')],
      ['preference/output-shape', pair(input, 'Hello', [no]), same('error')],
      [
        'preference/output-shape',
        pair(input, [assistant, assistant], [no]),
        ['error', 'error', 'off', 'error'],
      ],
      ['preference/key-names', source({ input, chosen: 'Hello', rejected: 'No' }), same('error')],
      [
        'preference/input-ends-with-assistant',
        pair({ messages: [user, assistant] }, [assistant], [no]),
        ['warning', 'warning', 'warning', 'error'],
      ],
      ['preference/identical-pair', pair(input, [no], [no]), same('warning')],
    ];
    for (const [rule, text, expected] of table) {
      it(rule, async () => {
        assert.deepEqual(Object.values(await severities(rule, text, targets)), expected);
      });
    }
  });

  describe('remedies', () => {
    testFixes([
      {
        name: 'a list of messages is wrapped',
        rule: 'preference/input-shape',
        before: pair([user], [assistant], [no]),
        fixes: [['unsafe', sound.replace('{"messages":', '{"messages": ')]],
      },
      {
        name: 'messages at the top move into the input',
        rule: 'preference/input-shape',
        before: source({ messages: [user], preferred_output: [assistant], non_preferred_output: [no] }),
        fixes: [['unsafe', sound.replace('"input":{"messages":', '"input": {"messages": ')]],
      },
      {
        name: 'a single message is put into an array',
        rule: 'preference/output-shape',
        before: pair(input, assistant, [no]),
        fixes: [['safe', sound]],
      },
      {
        name: 'a text becomes a message, its escapes kept',
        rule: 'preference/output-shape',
        before: sound.replace(source([assistant]), String.raw`"\u00e9"`),
        fixes: [
          [
            'safe',
            sound.replace(source([assistant]), String.raw`[{"role": "assistant", "content": "\u00e9"}]`),
          ],
        ],
      },
      {
        name: 'several messages are left to the author',
        rule: 'preference/output-shape',
        before: pair(input, [assistant, no], [no]),
        fixes: [],
      },
      {
        name: 'an old name is replaced safely',
        rule: 'preference/key-names',
        before: sound.replace('"preferred_output"', '"preferred_completion"'),
        fixes: [['safe', sound]],
      },
      {
        name: 'a chosen text becomes an answer',
        rule: 'preference/key-names',
        before: sound.replace(`"preferred_output":${source([assistant])}`, '"chosen" : "Hello"'),
        fixes: [
          [
            'unsafe',
            sound.replace(
              `"preferred_output":${source([assistant])}`,
              '"preferred_output": [{"role": "assistant", "content": "Hello"}]',
            ),
          ],
        ],
      },
      {
        name: 'a chosen message becomes an answer',
        rule: 'preference/key-names',
        before: sound.replace(
          `"preferred_output":${source([assistant])}`,
          `"preferred":${source(assistant)}`,
        ),
        fixes: [['unsafe', sound.replace('"preferred_output":', '"preferred_output": ')]],
      },
      {
        name: 'a chosen conversation is left to the author',
        rule: 'preference/key-names',
        before: source({ input, chosen: [user, assistant], non_preferred_output: [no] }),
        fixes: [],
      },
      {
        name: 'an identical pair is deleted',
        rule: 'preference/identical-pair',
        before: `${sound}\n${pair(input, [no], [no])}\n${sound}`,
        fixes: [['unsafe', `${sound}\n${sound}`]],
      },
    ]);
  });

  it('chats are none of its business', async () => {
    const found = await severities('preference/input-shape', chat(user, assistant), ['openai']);
    assert.deepEqual(found, { openai: 'off' });
  });
});
