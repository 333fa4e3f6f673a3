import { OUTPUT_SIDES, outputKeyOf } from '../../../formats/openaiDpo.ts';
import { formatOf } from '../../../formats/registry.ts';
import { has } from '../../../jsonl/shape.ts';
import { exampleRule } from '../../rule.ts';

export const missingKey = exampleRule({
  id: 'shape/missing-key',
  needs: 'object',
  summary: 'An example has every key that its format requires.',
  why: 'The consumer cannot read an example without it. It refuses the whole file, often only after the upload, when the job starts.',
  says: [
    { who: 'OpenAI', text: "Invalid file format. Example 1 is missing key 'messages'" },
    {
      who: 'Bedrock',
      text: 'Input data at ... must follow \'{"prompt": "<input text>", "completion": "<output text>"}\' format',
    },
  ],
  severity: { default: 'error' },
  messages: { missing: 'The key "{key}" is missing; every example of the format {format} needs it.' },
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
    const { object } = example;
    if (!format || !object) return;
    for (const key of format.keys.required) {
      if (has(object, key) || (format.id === 'openai-dpo' && isElsewhere(object, key))) continue;
      // Mistral's other name for the messages.
      if (format.id === 'openai-sft' && Array.isArray(object.interactions)) continue;
      report({ messageId: 'missing', data: { key, format: format.title }, at: [], part: 'open' });
    }
  },
});

/** True when a preference pair has what the key is for, in a place of which another rule speaks. */
function isElsewhere(object: Readonly<Record<string, unknown>>, key: string): boolean {
  if (key === 'input') return has(object, 'messages');
  const side = OUTPUT_SIDES.find(one => one.key === key);
  return side !== undefined && outputKeyOf(object, side) !== undefined;
}
