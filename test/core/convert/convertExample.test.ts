import assert from 'node:assert/strict';
import { CONVERT_DEFAULTS, convertExample } from '../../../src/core/convert/convertExample.ts';
import type { FormatId } from '../../../src/core/formats/format.ts';

const CHAT = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
  ],
};
const TOOLS = [{ type: 'function', function: { name: 'now', parameters: { type: 'object' } } }];
const CALLED = {
  messages: [
    { role: 'user', content: 'What time is it?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a1', type: 'function', function: { name: 'now', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'a1', content: '12:00' },
    { role: 'assistant', content: 'Noon.' },
  ],
  tools: TOOLS,
};
const DPO = {
  input: { messages: [{ role: 'user', content: 'Hi' }] },
  preferred_output: [{ role: 'assistant', content: 'Hello' }],
  non_preferred_output: [{ role: 'assistant', content: 'What?' }],
};
const RFT = {
  messages: [
    { role: 'developer', content: 'Count.' },
    { role: 'user', content: '2+2' },
  ],
  reference_answer: '4',
  level: 1,
};

type Row = [from: FormatId, value: object, to: FormatId, expected: string, lost: string];

const ROWS: Row[] = [
  [
    'openai-sft',
    CHAT,
    'sharegpt',
    '{"conversations":[{"from":"system","value":"Be brief."},{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}]}',
    '',
  ],
  ['openai-sft', CHAT, 'alpaca', '{"system":"Be brief.","instruction":"Hi","input":"","output":"Hello"}', ''],
  [
    'openai-sft',
    CHAT,
    'prompt-completion',
    '{"prompt":"Be brief.\\n\\nHi","completion":"Hello"}',
    'system-text',
  ],
  [
    'openai-sft',
    CHAT,
    'gemini-sft',
    '{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello"}]}]}',
    '',
  ],
  [
    'openai-sft',
    CHAT,
    'bedrock-converse',
    '{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[{"text":"Hello"}]}]}',
    '',
  ],
  [
    'openai-sft',
    CHAT,
    'bedrock-claude',
    '{"system":"Be brief.","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
    '',
  ],
  [
    'openai-sft',
    CHAT,
    'cohere-chat',
    '{"messages":[{"role":"System","content":"Be brief."},{"role":"User","content":"Hi"},{"role":"Chatbot","content":"Hello"}]}',
    '',
  ],
  [
    'openai-sft',
    CHAT,
    'openai-rft',
    '{"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}],"reference_answer":"Hello"}',
    '',
  ],
  [
    'openai-sft',
    CHAT,
    'openai-batch',
    '{"custom_id":"request-7","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}}',
    'answer',
  ],
  [
    'openai-sft',
    CHAT,
    'trl-unpaired',
    '{"prompt":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}],"completion":[{"role":"assistant","content":"Hello"}],"label":true}',
    'label',
  ],
  ['openai-sft', CHAT, 'openai-dpo', 'no-second-answer', ''],
  ['openai-sft', CHAT, 'text', 'no-template', ''],
  [
    'openai-sft',
    CALLED,
    'sharegpt',
    '{"conversations":[{"from":"human","value":"What time is it?"},{"from":"function_call","value":"{\\"name\\":\\"now\\",\\"arguments\\":{}}"},{"from":"observation","value":"12:00"},{"from":"gpt","value":"Noon."}],"tools":"[{\\"name\\":\\"now\\",\\"parameters\\":{\\"type\\":\\"object\\"}}]"}',
    '',
  ],
  [
    'openai-sft',
    CALLED,
    'gemini-sft',
    '{"contents":[{"role":"user","parts":[{"text":"What time is it?"}]},{"role":"model","parts":[{"functionCall":{"name":"now","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"now","response":{"result":"12:00"}}}]},{"role":"model","parts":[{"text":"Noon."}]}],"tools":[{"functionDeclarations":[{"name":"now","parameters":{"type":"object"}}]}]}',
    'tool-results',
  ],
  [
    'openai-sft',
    CALLED,
    'bedrock-claude',
    '{"messages":[{"role":"user","content":"What time is it?"},{"role":"assistant","content":"Noon."}]}',
    'tool-calls,tools',
  ],
  [
    'openai-dpo',
    DPO,
    'trl-preference',
    '{"prompt":[{"role":"user","content":"Hi"}],"chosen":[{"role":"assistant","content":"Hello"}],"rejected":[{"role":"assistant","content":"What?"}]}',
    '',
  ],
  [
    'openai-dpo',
    DPO,
    'openai-sft',
    '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
    'rejected-answer',
  ],
  [
    'openai-dpo',
    DPO,
    'bedrock-dpo',
    '{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","candidates":[{"content":[{"text":"Hello"}],"preferenceLabel":"preferred"},{"content":[{"text":"What?"}],"preferenceLabel":"non-preferred"}]}]}',
    '',
  ],
  [
    'openai-dpo',
    DPO,
    'trl-unpaired',
    '{"prompt":[{"role":"user","content":"Hi"}],"completion":[{"role":"assistant","content":"Hello"}],"label":true} {"prompt":[{"role":"user","content":"Hi"}],"completion":[{"role":"assistant","content":"What?"}],"label":false}',
    'pairs',
  ],
  [
    'openai-rft',
    RFT,
    'openai-sft',
    '{"messages":[{"role":"system","content":"Count."},{"role":"user","content":"2+2"},{"role":"assistant","content":"4"}]}',
    'other-keys',
  ],
  [
    'openai-rft',
    RFT,
    'trl-prompt-only',
    '{"prompt":[{"role":"system","content":"Count."},{"role":"user","content":"2+2"}],"reference_answer":"4","level":1}',
    '',
  ],
  [
    'alpaca',
    { instruction: 'Translate', input: 'tree', output: 'Baum' },
    'openai-sft',
    '{"messages":[{"role":"user","content":"Translate\\ntree"},{"role":"assistant","content":"Baum"}]}',
    '',
  ],
  [
    'prompt-completion',
    { prompt: 'a', completion: 'b' },
    'openai-sft',
    '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}',
    '',
  ],
  ['trl-unpaired', { prompt: 'a', completion: 'b', label: false }, 'openai-sft', 'unwanted-answer', ''],
  [
    'trl-preference',
    {
      chosen: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
      ],
      rejected: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'c' },
      ],
    },
    'openai-dpo',
    '{"input":{"messages":[{"role":"user","content":"a"}]},"preferred_output":[{"role":"assistant","content":"b"}],"non_preferred_output":[{"role":"assistant","content":"c"}]}',
    '',
  ],
  [
    'trl-stepwise',
    { prompt: 'a', completions: ['b', 'c'], labels: [true, false] },
    'openai-sft',
    '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b\\nc"}]}',
    'steps,other-keys',
  ],
  [
    'axolotl-input-output',
    {
      segments: [
        { text: 'a', label: false },
        { text: 'b', label: true },
      ],
    },
    'text',
    '{"text":"ab"}',
    'weights',
  ],
  ['pretokenized', { input_ids: [1, 2] }, 'openai-sft', 'no-tokens', ''],
  ['text', { text: 'a' }, 'openai-sft', 'no-speakers', ''],
  ['openai-sft', { messages: [{ role: 'wizard', content: 'a' }] }, 'sharegpt', 'unknown-speaker', ''],
  ['openai-sft', { messages: [] }, 'sharegpt', 'no-messages', ''],
  ['openai-sft', { messages: [{ role: 'user', content: 'a' }] }, 'sharegpt', 'no-answer', ''],
];

describe('converting an example', () => {
  for (const [from, value, to, expected, lost] of ROWS) {
    it(`from ${from} to ${to}: ${lost || expected.slice(0, 30)}`, () => {
      const result = convertExample(value as Record<string, unknown>, from, to, {
        ...CONVERT_DEFAULTS,
        number: 7,
      });
      const lines =
        'refused' in result ? result.refused : result.values.map(one => JSON.stringify(one)).join(' ');
      assert.equal(lines, expected);
      assert.equal(result.lost.join(), lost);
    });
  }

  it('keeps or leaves out the reasoning as the consumer wants it', () => {
    const value = {
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello', reasoning_content: 'A greeting.' },
      ],
    };
    const to = (reasoning: boolean) =>
      convertExample(value, 'openai-sft', 'openai-sft', { ...CONVERT_DEFAULTS, reasoning });
    assert.deepEqual(to(true), { values: [value], lost: [] });
    assert.deepEqual(to(false).lost, ['reasoning']);
  });
});
