import assert from 'node:assert/strict';
import { detectFormat } from '../../../src/core/formats/detect.ts';
import { type Piece, type ReadExample, speakerOf } from '../../../src/core/formats/conversation.ts';
import { FORMAT_IDS, type FormatId } from '../../../src/core/formats/format.ts';
import { readAs } from '../../../src/core/formats/registry.ts';

type JsonObject = Record<string, unknown>;

/** One example of each format, and what it says: `part speaker: piece | piece`, and what else was read. */
const CASES: readonly (readonly [FormatId, JsonObject, readonly string[]])[] = [
  [
    'openai-sft',
    {
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Time?' },
            { type: 'image_url', image_url: { url: 'data:x' } },
          ],
        },
        {
          role: 'assistant',
          reasoning_content: 'Ask.',
          content: null,
          weight: 0,
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'time', arguments: '{"zone":1}' } }],
        },
        { role: 'tool', tool_call_id: 'a', content: '9:30' },
        { role: 'assistant', content: 'Half past nine.' },
      ],
      tools: [{ type: 'function', function: { name: 'time' } }],
    },
    [
      'chat system: Be brief.',
      'chat user: Time? | image data:x',
      'chat assistant 0: (Ask.) | time({"zone":1})',
      'chat tool: a=9:30',
      'chat assistant: Half past nine.',
      'tools time',
    ],
  ],
  [
    'openai-dpo',
    {
      input: { messages: [{ role: 'user', content: 'Hi' }], tools: [{ name: 'time' }] },
      preferred_output: [{ role: 'assistant', content: 'Hello' }],
      non_preferred_output: [{ role: 'assistant', content: 'What?' }],
    },
    ['prompt user: Hi', 'preferred assistant: Hello', 'rejected assistant: What?', 'tools time'],
  ],
  [
    'openai-rft',
    { messages: [{ role: 'user', content: '2 + 2?' }], answer: 4 },
    ['prompt user: 2 + 2?', 'others answer'],
  ],
  ['prompt-completion', { prompt: 'a', completion: 'b' }, ['prompt user: a', 'answer assistant: b']],
  [
    'openai-batch',
    {
      custom_id: '1',
      method: 'POST',
      url: '/v1/chat/completions',
      body: { messages: [{ role: 'user', content: 'Hi' }] },
    },
    ['prompt user: Hi', 'others custom_id, method, url'],
  ],
  [
    'gemini-sft',
    {
      systemInstruction: { role: 'system', parts: [{ text: 'Be brief.' }] },
      contents: [
        {
          role: 'user',
          parts: [{ text: 'What?' }, { fileData: { mimeType: 'image/png', fileUri: 'gs://a/b.png' } }],
        },
        { role: 'model', parts: [{ functionCall: { name: 'look', args: { at: 1 } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'look', response: { seen: 'a tree' } } }] },
        { role: 'model', parts: [{ text: 'A tree.' }] },
      ],
    },
    [
      'chat system: Be brief.',
      'chat user: What? | image gs://a/b.png',
      'chat assistant: look({"at":1})',
      'chat tool: look={"seen":"a tree"}',
      'chat assistant: A tree.',
    ],
  ],
  [
    'gemini-preference',
    {
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      completions: [
        { score: 0, completion: { role: 'model', parts: [{ text: 'What?' }] } },
        { score: 1, completion: { role: 'model', parts: [{ text: 'Hello' }] } },
      ],
    },
    ['prompt user: Hi', 'preferred assistant: Hello', 'rejected assistant: What?'],
  ],
  [
    'bedrock-converse',
    {
      schemaVersion: 'bedrock-conversation-2024',
      system: [{ text: 'Be brief.' }],
      messages: [
        {
          role: 'user',
          content: [
            { text: 'Hi' },
            { image: { format: 'png', source: { s3Location: { uri: 's3://a/b.png' } } } },
          ],
        },
        { role: 'assistant', content: [{ toolUse: { toolUseId: 'x', name: 'look', input: {} } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'x', content: [{ text: 'a tree' }] } }] },
        { role: 'assistant', content: [{ text: 'A tree.' }] },
      ],
    },
    [
      'chat system: Be brief.',
      'chat user: Hi | image s3://a/b.png',
      'chat assistant: look({})',
      'chat tool: x=a tree',
      'chat assistant: A tree.',
    ],
  ],
  [
    'bedrock-dpo',
    {
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        {
          role: 'assistant',
          candidates: [
            { content: [{ text: 'What?' }], preferenceLabel: 'non-preferred' },
            { content: [{ text: 'Hello' }], preferenceLabel: 'preferred' },
          ],
        },
      ],
    },
    ['prompt user: Hi', 'preferred assistant: Hello', 'rejected assistant: What?'],
  ],
  [
    'bedrock-claude',
    {
      system: 'Be brief.',
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
      ],
    },
    ['chat system: Be brief.', 'chat user: Hi', 'chat assistant: Hello'],
  ],
  [
    'trl-preference',
    { prompt: 'Hi', chosen: 'Hello', rejected: 'What?' },
    ['prompt user: Hi', 'preferred assistant: Hello', 'rejected assistant: What?'],
  ],
  [
    'trl-stepwise',
    { prompt: '2 + 2?', completions: ['2 + 2', '= 4'], labels: [true, true] },
    ['prompt user: 2 + 2?', 'answer assistant: 2 + 2', 'answer assistant: = 4', 'others labels'],
  ],
  [
    'trl-unpaired',
    { prompt: 'Hi', completion: 'Hello', label: true },
    ['prompt user: Hi', 'answer assistant: Hello', 'label true'],
  ],
  [
    'trl-conversational-pc',
    { prompt: [{ role: 'user', content: 'Hi' }], completion: [{ role: 'assistant', content: 'Hello' }] },
    ['prompt user: Hi', 'answer assistant: Hello'],
  ],
  ['trl-prompt-only', { prompt: [{ role: 'user', content: 'Hi' }] }, ['prompt user: Hi']],
  [
    'llamafactory-preference',
    {
      conversations: [{ from: 'human', value: 'Hi' }],
      chosen: { from: 'gpt', value: 'Hello' },
      rejected: { from: 'gpt', value: 'What?' },
    },
    ['prompt user: Hi', 'preferred assistant: Hello', 'rejected assistant: What?'],
  ],
  [
    'axolotl-preference',
    {
      messages: [{ role: 'user', content: 'Hi' }],
      chosen: { role: 'assistant', content: 'Hello' },
      rejected: { role: 'assistant', content: 'What?' },
    },
    ['prompt user: Hi', 'preferred assistant: Hello', 'rejected assistant: What?'],
  ],
  [
    'axolotl-input-output',
    {
      segments: [
        { label: false, text: 'Hi' },
        { label: true, text: ' there' },
      ],
    },
    ['text ? 0: Hi', 'text ? 1:  there'],
  ],
  [
    'sharegpt',
    {
      system: 'Be brief.',
      tools: '[{"name":"time"}]',
      images: ['a.png'],
      conversations: [
        { from: 'human', value: 'See <image> here' },
        { from: 'function_call', value: '{"name":"time","arguments":{"zone":1}}' },
        { from: 'observation', value: '9:30' },
        { from: 'gpt', value: 'Half past nine.' },
      ],
    },
    [
      'chat system: Be brief.',
      'chat user: See  | image a.png |  here',
      'chat assistant: time({"zone":1})',
      'chat tool: ?=9:30',
      'chat assistant: Half past nine.',
      'tools time',
    ],
  ],
  [
    'alpaca',
    { instruction: 'Add.', input: '2 + 2', output: '4', system: 'Be brief.', history: [['Hi', 'Hello']] },
    [
      'chat system: Be brief.',
      'chat user: Hi',
      'chat assistant: Hello',
      'chat user: Add. | 2 + 2',
      'chat assistant: 4',
    ],
  ],
  [
    'cohere-chat',
    {
      messages: [
        { role: 'User', content: 'Hi' },
        { role: 'Chatbot', content: 'Hello' },
      ],
    },
    ['chat user: Hi', 'chat assistant: Hello'],
  ],
  ['pretokenized', { input_ids: [1, 2] }, ['others input_ids']],
  ['text', { text: 'Once.' }, ['text ?: Once.']],
];

describe('the neutral reading of an example', () => {
  for (const [format, value, expected] of CASES) {
    it(`of ${format}`, () => {
      assert.equal(detectFormat(value), format);
      assert.deepEqual(described(readAs(format, value)), expected);
    });
  }

  it('is there for every format', () => {
    assert.deepEqual(CASES.map(([format]) => format).sort(), [...FORMAT_IDS].sort());
  });

  it('leads to where each text stands', () => {
    for (const [format, value] of CASES) {
      for (const { turns } of readAs(format, value).parts) {
        for (const piece of turns.flatMap(turn => turn.pieces)) {
          if (piece.kind !== 'text' && piece.kind !== 'refusal' && piece.kind !== 'reasoning') continue;
          const whole = piece.path.reduce((at, step) => (at as JsonObject)[step], value as unknown);
          const from = piece.kind === 'text' ? (piece.from ?? 0) : 0;
          assert.equal(String(whole).slice(from, from + piece.text.length), piece.text, format);
        }
      }
    }
  });

  it('never throws, whatever the values are', () => {
    const odd = [null, 7, 'x', [], {}, [null], [7], [{}], [[1]], { role: 3 }, true];
    for (const [format, value] of CASES) {
      for (const key of Object.keys(value)) {
        for (const instead of odd) assert(readAs(format, { ...value, [key]: instead }));
      }
      assert(readAs(format, {}));
    }
  });

  it('knows the speakers of all formats', () => {
    assert.equal(speakerOf('Human '), 'user');
    assert.equal(speakerOf('Chatbot'), 'assistant');
    assert.equal(speakerOf('constructor'), undefined);
    assert.equal(speakerOf(3), undefined);
  });
});

function described({ parts, tools, label, others }: ReadExample): string[] {
  const lines = parts.flatMap(({ part, turns }) =>
    turns.map(({ speaker = '?', weight, pieces }) => {
      const said = pieces.map(describedPiece).join(' | ');
      return `${part} ${speaker}${weight === undefined ? '' : ` ${weight}`}: ${said}`;
    }),
  );
  if (tools)
    lines.push(`tools ${tools.map(tool => (tool as { function: JsonObject }).function.name).join()}`);
  if (label !== undefined) lines.push(`label ${label}`);
  if (Object.keys(others).length > 0) lines.push(`others ${Object.keys(others).join(', ')}`);
  return lines;
}

function describedPiece(piece: Piece): string {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'reasoning') return `(${piece.text})`;
  if (piece.kind === 'image') return `${piece.media} ${piece.source}`;
  if (piece.kind === 'call') return `${piece.name}(${piece.arguments})`;
  if (piece.kind === 'result') return `${piece.id ?? piece.name ?? '?'}=${piece.text}`;
  return piece.kind;
}
