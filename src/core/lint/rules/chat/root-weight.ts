import { has } from '../../../jsonl/shape.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import { addPair, deletePair } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';

export const rootWeight = exampleRule({
  id: 'chat/root-weight',
  needs: 'object',
  formats: ['openai-sft'],
  summary: 'Weights stand in messages; a weight of the whole example is used only where the target knows it.',
  why: 'OpenAI knows weights of single messages only and refuses the file. Together and Fireworks do weigh whole examples, by a number of at least 0.',
  says: [
    {
      who: 'OpenAI',
      text: 'The job failed due to a file format error in the training file. Invalid file format. Example 1 contains an extra "weight".',
    },
  ],
  severity: {
    default: 'warning',
    openai: 'error',
    azure: 'warning',
    together: 'error',
    fireworks: 'error',
    trl: 'off',
    axolotl: 'off',
    llamafactory: 'off',
    mistral: 'off',
  },
  fixable: 'unsafe',
  messages: {
    misplaced: '"weight" belongs into a message of the assistant, not beside the messages.',
    invalid: 'The weight of an example has to be a number of at least 0.',
  },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"weight":1}',
        target: 'openai',
        messageId: 'misplaced',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"weight":-1}',
        target: 'together',
        messageId: 'invalid',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"weight":0.5}',
        target: 'together',
      },
    ],
  },
  check(example, { target, report }) {
    if (!example.object || !has(example.object, 'weight')) return;
    const weight = example.field('weight');
    const fixes: ExampleFix[] = [
      { title: 'Delete the weight', safety: 'unsafe', edits: deletePair(example, ['weight']) },
    ];
    if (WEIGHS_EXAMPLES.some(id => target.lineage.includes(id))) {
      if (typeof weight !== 'number' || weight < 0) report({ messageId: 'invalid', at: ['weight'], fixes });
      return;
    }
    if (weight === 0 || weight === 1) fixes.push(...moveFix(example, weight, rolesOf(example, target)));
    report({ messageId: 'misplaced', at: ['weight'], part: 'key', fixes });
  },
});

/** Targets that know a weight of the whole example. */
const WEIGHS_EXAMPLES = ['together', 'fireworks'];

function moveFix(example: Example, weight: 0 | 1, roles: readonly string[]): ExampleFix[] {
  const last = example.messages.findLast(({ role }) => meantRole(role, roles) === 'assistant');
  if (!last || has(last.message, 'weight')) return [];
  const edits = [
    ...deletePair(example, ['weight']),
    ...addPair(example, last.path, 'weight', String(weight)),
  ];
  edits.sort((a, b) => a.start - b.start);
  return [{ title: "Move into the assistant's last message", safety: 'unsafe', edits }];
}
