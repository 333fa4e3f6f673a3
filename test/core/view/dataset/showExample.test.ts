import assert from 'node:assert/strict';
import { FORMAT_IDS, type FormatId } from '../../../../src/core/formats/format.ts';
import { exampleOfText } from '../../../../src/core/lint/exampleOfText.ts';
import { showExample } from '../../../../src/core/view/dataset/showExample.ts';
import type { ShownExample, ShownPiece } from '../../../../src/core/view/dataset/shownExample.ts';
import { valueAt } from '../../../../src/core/jsonl/valueAt.ts';
import { assistant, call, result, system, user } from '../../../support/examples.ts';

const LIMITS = { text: 1000, turns: 100, facts: 20 };
const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } };

/** One example of each format, and how it is laid out: `+` learnt, `-` avoided, `0` muted. */
const FORMATS: Readonly<Record<FormatId, [value: object, expected: string]>> = {
  'openai-sft': [
    { messages: [system, user, { ...assistant, weight: 0 }, user, call, result, assistant], tools: [] },
    'Conversation: system "Be brief." | user "Hi" | assistant0 "Hello" | user "Hi" | assistant+ call time {} | tool result 9:30 | assistant+ "Hello"',
  ],
  'openai-dpo': [
    {
      input: { messages: [user] },
      preferred_output: [assistant],
      non_preferred_output: [{ ...assistant, content: 'No' }],
    },
    'Prompt: user "Hi"; Preferred answer: assistant+ "Hello"; Rejected answer: assistant- "No"',
  ],
  'openai-rft': [
    { messages: [user], answer: 4, hard: { a: [1] } },
    'Prompt: user "Hi"; answer=4; hard={"a":[1]}',
  ],
  'prompt-completion': [{ prompt: 'a', completion: 'b' }, 'Prompt: user "a"; Answer: assistant+ "b"'],
  'openai-batch': [
    { custom_id: 'x', method: 'POST', url: '/v1/chat/completions', body: { model: 'm', messages: [user] } },
    'Prompt: user "Hi"; custom_id=x; method=POST; url=/v1/chat/completions; model=m',
  ],
  'gemini-sft': [
    {
      systemInstruction: { parts: [{ text: 'S' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }, { fileData: { fileUri: 'gs://a', mimeType: 'image/png' } }] },
        { role: 'model', parts: [{ functionCall: { name: 'f', args: { a: 1 } } }] },
      ],
    },
    'Conversation: system "S" | user "Hi" media gs://a | model+ call f {"a":1}',
  ],
  'gemini-preference': [
    {
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      completions: [
        { score: 0, completion: { role: 'model', parts: [{ text: 'No' }] } },
        { score: 1, completion: { role: 'model', parts: [{ text: 'Yes' }] } },
      ],
    },
    'Prompt: user "Hi"; Preferred answer: model+ "Yes"; Rejected answer: model- "No"',
  ],
  'bedrock-converse': [
    {
      schemaVersion: 'bedrock-conversation-2024',
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        { role: 'assistant', content: [{ text: 'Hello' }] },
      ],
    },
    'Conversation: user "Hi" | assistant+ "Hello"',
  ],
  'bedrock-dpo': [
    {
      schemaVersion: 'bedrock-conversation-2024',
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        {
          role: 'assistant',
          candidates: [
            { content: [{ text: 'No' }], preferenceLabel: 'non-preferred' },
            { content: [{ text: 'Yes' }], preferenceLabel: 'preferred' },
          ],
        },
      ],
    },
    'Prompt: user "Hi"; Preferred answer: assistant+ "Yes"; Rejected answer: assistant- "No"',
  ],
  'bedrock-claude': [
    { system: 'Be brief.', messages: [user, assistant] },
    'Conversation: system "Be brief." | user "Hi" | assistant+ "Hello"',
  ],
  'trl-preference': [
    { prompt: 'a', chosen: 'b', rejected: 'c' },
    'Prompt: user "a"; Preferred answer: assistant+ "b"; Rejected answer: assistant- "c"',
  ],
  'trl-stepwise': [
    { prompt: 'a', completions: ['b', 'c'], labels: [true, false] },
    'Prompt: user "a"; Answer: assistant+ "b" | assistant+ "c"; labels=[true,false]',
  ],
  'trl-unpaired': [
    { prompt: 'a', completion: 'b', label: false },
    'Prompt: user "a"; Answer: assistant- "b"; label=false',
  ],
  'trl-conversational-pc': [
    { prompt: [user], completion: [assistant] },
    'Prompt: user "Hi"; Answer: assistant+ "Hello"',
  ],
  'trl-prompt-only': [{ prompt: [user] }, 'Prompt: user "Hi"'],
  'llamafactory-preference': [
    {
      conversations: [{ from: 'human', value: '<image>What?' }],
      chosen: { from: 'gpt', value: 'b' },
      rejected: { from: 'gpt', value: 'c' },
      images: ['a.png'],
    },
    'Prompt: human media a.png "What?"; Preferred answer: gpt+ "b"; Rejected answer: gpt- "c"',
  ],
  'axolotl-preference': [
    { messages: [user], chosen: assistant, rejected: { ...assistant, content: 'No' } },
    'Prompt: user "Hi"; Preferred answer: assistant+ "Hello"; Rejected answer: assistant- "No"',
  ],
  'axolotl-input-output': [
    {
      segments: [
        { label: false, text: 'a' },
        { label: true, text: 'b' },
      ],
    },
    'Text: text0 "a" | text+ "b"',
  ],
  sharegpt: [
    {
      system: 'S',
      conversations: [
        { from: 'human', value: 'Hi' },
        { from: 'function_call', value: '{"name":"f","arguments":{}}' },
        { from: 'observation', value: '9' },
        { from: 'gpt', value: 'Hello' },
      ],
    },
    'Conversation: system "S" | human "Hi" | function_call+ call f {} | observation result 9 | gpt+ "Hello"',
  ],
  alpaca: [{ instruction: 'a', input: 'b', output: 'c' }, 'Conversation: user "a" "b" | assistant+ "c"'],
  'cohere-chat': [
    {
      messages: [
        { role: 'User', content: 'Hi' },
        { role: 'Chatbot', content: 'Hello' },
      ],
    },
    'Conversation: User "Hi" | Chatbot+ "Hello"',
  ],
  pretokenized: [{ input_ids: [1, 2], labels: [-100, 2] }, 'input_ids=[1,2]; labels=[-100,2]'],
  text: [{ text: 'a', source: 'b' }, 'Text: text+ "a"; source=b'],
};

describe('an example laid out', () => {
  for (const format of FORMAT_IDS) {
    it(format, () => {
      const [value, expected] = FORMATS[format];
      const shown = show(JSON.stringify(value));
      assert.equal(shown.format, format);
      assert.equal(inWords(shown), expected);
    });

    it(`${format}: what can be edited stands where it says`, () => {
      const [value] = FORMATS[format];
      for (const piece of piecesOf(show(JSON.stringify(value)))) {
        if (!piece.place) continue;
        const { path, from } = piece.place;
        const whole = valueAt(value, path);
        assert.equal(typeof whole, 'string');
        assert.equal(String(whole).slice(from, from + piece.text.length), piece.text);
      }
    });
  }

  it('shows images as placeholders and never their data', () => {
    const shown = show(JSON.stringify({ messages: [{ role: 'user', content: [picture] }, assistant] }));
    const [piece] = piecesOf(shown);
    assert.equal(piece?.kind, 'media');
    assert.doesNotMatch(JSON.stringify(shown), /AAAA/);
  });

  it('cuts long texts between characters and says how much is left', () => {
    const long = `${'a'.repeat(999)}\u{1F600}b`;
    const [piece] = piecesOf(show(JSON.stringify({ messages: [{ role: 'user', content: long }] })));
    assert.equal(piece?.text, 'a'.repeat(999));
    assert.equal(piece?.left, 3);
  });

  it('says what a line is that holds no example', () => {
    for (const [text, title] of [
      ['{"messages": [', 'Not readable'],
      ['[1, 2]', 'Not an object'],
      ['{"level": "info"}', 'No known format'],
    ] as const) {
      const shown = show(text);
      assert.equal(shown.title, title);
      assert.notEqual(shown.fault, undefined);
      assert.equal(shown.raw, text);
    }
  });

  it('takes anything for a message', () => {
    for (const odd of [null, 3, 'x', [], {}, { role: 5, content: { a: 1 } }, { content: [null, 4] }]) {
      assert.doesNotThrow(() => show(JSON.stringify({ messages: [odd, user, assistant], tools: [odd] })));
    }
  });
});

function show(text: string): ShownExample {
  return showExample(exampleOfText(text, 'unknown', {}), LIMITS);
}

function piecesOf(shown: ShownExample): ShownPiece[] {
  return shown.parts.flatMap(({ turns }) => turns.flatMap(({ pieces }) => pieces));
}

const SIGNS = { learnt: '+', avoided: '-', muted: '0', context: '' };

function inWords({ parts, facts }: ShownExample): string {
  const said = parts.map(({ title, turns }) => {
    const lines = turns.map(({ role, learning, pieces }) =>
      [`${role}${SIGNS[learning]}`, ...pieces.map(pieceInWords)].join(' '),
    );
    return `${title}: ${lines.join(' | ')}`;
  });
  return [...said, ...facts.map(({ name, text }) => `${name}=${text}`)].join('; ');
}

function pieceInWords({ kind, text, label }: ShownPiece): string {
  if (kind === 'text') return `"${text}"`;
  return kind === 'call' ? `call ${label} ${text}` : `${kind} ${text}`;
}
