import { STRUCTURED } from '../../../formats/families.ts';
import type { Format } from '../../../formats/format.ts';
import { OUTPUT_SIDES, outputKeyOf } from '../../../formats/openaiDpo.ts';
import { overlapOf } from '../../../formats/overlap.ts';
import { formatOf } from '../../../formats/registry.ts';
import { has } from '../../../jsonl/shape.ts';
import type { Target } from '../../../targets/target.ts';
import { deletePair } from '../../edits.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const extraKey = exampleRule({
  id: 'shape/extra-key',
  needs: 'object',
  formats: STRUCTURED,
  summary: 'An example has no key outside its format.',
  why: 'Strict consumers refuse a file with a key that they do not know; others ignore it, so that what stands there is never learnt. Reinforcement data may have any keys: graders read them.',
  says: [
    {
      who: 'OpenAI',
      text: 'Invalid file format. Example 536 contains an extra "tools"',
    },
    { who: 'Together', text: 'Found extra column "id" in the line 3.' },
  ],
  severity: {
    default: 'warning',
    openai: 'error',
    azure: 'warning',
    together: 'error',
    'bedrock-claude': 'error',
    trl: 'off',
    axolotl: 'off',
    llamafactory: 'off',
    mistral: 'off',
  },
  fixable: 'unsafe',
  messages: { extra: 'The key "{key}" does not belong to the format {format}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b","id":7}' },
      {
        text: '{"id":7,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        target: 'openai',
      },
    ],
    good: [
      { text: '{"messages":[{"role":"user","content":"2 + 2?"}],"reference_answer":"4"}' },
      { text: '{"prompt":"a","completion":"b"}' },
    ],
  },
  check(example, { target, report }) {
    const format = example.format && formatOf(example.format);
    const { object } = example;
    if (!format || !object || format.keys.othersAllowed) return;
    // Where no required key is there, the example is of another format, and every key would be an extra one.
    if (!format.keys.required.some(key => has(object, key))) return;
    const known = new Set([
      ...format.keys.required,
      ...format.keys.optional,
      ...reportedByOthers(object, format, target),
    ]);
    for (const key of Object.keys(object)) {
      if (known.has(key)) continue;
      report({
        messageId: 'extra',
        data: { key: quoted(key), format: format.title },
        at: [key],
        part: 'pair',
        fixes: () => [
          { title: `Delete "${quoted(key)}"`, safety: 'unsafe', edits: deletePair(example, [key]) },
        ],
      });
    }
  },
});

/** Keys whose fault is a more telling one than that they are extra. */
function reportedByOthers(
  object: Readonly<Record<string, unknown>>,
  format: Format,
  { lineage }: Target,
): string[] {
  const keys = [...(overlapOf(object, format.id)?.keys ?? [])];
  // Where it is not known and no rule of its own speaks of it, it is a key too many.
  const isExtra = lineage.includes('azure') || lineage.includes('bedrock-claude');
  if (format.id === 'openai-sft' && !isExtra) keys.push('weight');
  if (format.id !== 'openai-dpo') return keys;
  if (!has(object, 'input')) keys.push('messages');
  for (const side of OUTPUT_SIDES) {
    const key = outputKeyOf(object, side);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}
