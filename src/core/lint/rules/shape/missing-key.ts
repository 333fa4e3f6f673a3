import { formatOf } from '../../../formats/registry.ts';
import { exampleRule } from '../../rule.ts';

export const missingKey = exampleRule({
  id: 'shape/missing-key',
  needs: 'object',
  formats: ['openai-sft', 'openai-dpo', 'openai-rft', 'prompt-completion'],
  summary: 'An example has every key that its format requires.',
  why: 'The consumer cannot read an example without it and refuses the file.',
  says: [
    { who: 'OpenAI', text: "Invalid file format. Example 1 is missing key 'messages'" },
    {
      who: 'Bedrock',
      text: 'Input data must follow \'{"prompt": "<input text>", "completion": "<output text>"}\' format',
    },
  ],
  severity: { default: 'error' },
  messages: { missing: 'The key "{key}" is missing; a {format} example needs it.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b"}\n{"prompt":"a"}' },
      { text: '{"tools":[]}', format: 'openai-sft' },
      { text: '{"preferred_output":[],"non_preferred_output":[]}' },
    ],
    good: [{ text: '{"prompt":"a","completion":"b"}' }],
  },
  check(example, { report }) {
    const format = example.format && formatOf(example.format);
    if (!format || !example.object) return;
    const folded = new Set(Object.keys(example.object).map(key => key.trim().toLowerCase()));
    for (const key of format.keys.required) {
      // The key in another case is reported by shape/key-case, with a remedy.
      if (folded.has(key)) continue;
      report({ messageId: 'missing', data: { key, format: format.title }, at: [], part: 'open' });
    }
  },
});
