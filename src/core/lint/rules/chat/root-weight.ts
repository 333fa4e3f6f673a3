import { has } from '../../../jsonl/shape.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import type { Target } from '../../../targets/target.ts';
import { FLAGS } from '../../contentFacts.ts';
import { addPair, deletePair } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';

export const rootWeight = exampleRule({
  id: 'chat/root-weight',
  needs: 'object',
  formats: ['openai-sft'],
  summary: 'Weights stand in messages; a weight of the whole example is used only where the target knows it.',
  why: 'OpenAI knows weights of single messages only and refuses the file. Together weighs whole examples by a number of at least 0. Fireworks does so by any number, and wants one in all examples or in none.',
  says: [
    {
      who: 'OpenAI',
      text: 'The job failed due to a file format error in the training file. Invalid file format. Example 1 contains an extra "weight".',
    },
  ],
  severity: {
    default: 'off',
    openai: 'error',
    // There it is a key too many like any other.
    azure: 'off',
    together: 'error',
    fireworks: 'error',
  },
  fixable: 'unsafe',
  messages: {
    misplaced: '"weight" belongs into a message of the assistant, not beside the messages.',
    invalid: 'The weight of an example has to be a number{atLeast}.',
    some: '{count} of {all} examples have no "weight". Once one has, all must.',
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
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"weight":-1}\n{"messages":[{"role":"user","content":"Ho"},{"role":"assistant","content":"Hello"}]}',
        target: 'fireworks',
        messageId: 'some',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"weight":0.5}',
        target: 'together',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"weight":-1}',
        target: 'fireworks',
      },
    ],
  },
  check(example, { target, report }) {
    if (!example.object || !has(example.object, 'weight')) return;
    const weight = example.field('weight');
    const fixes: ExampleFix[] = [
      { title: 'Delete the weight', safety: 'unsafe', edits: deletePair(example, ['weight']) },
    ];
    const isTogether = target.lineage.includes('together');
    if (isTogether || weighsAllOrNone(target)) {
      const atLeast = isTogether ? ' of at least 0' : '';
      if (typeof weight !== 'number' || (isTogether && weight < 0))
        report({ messageId: 'invalid', data: { atLeast }, at: ['weight'], fixes });
      return;
    }
    if (weight === 0 || weight === 1) fixes.push(...moveFix(example, weight, rolesOf(example, target)));
    report({ messageId: 'misplaced', at: ['weight'], part: 'key', fixes });
  },
  checkFile({ table }, { target, report }) {
    if (!weighsAllOrNone(target)) return;
    let [all, without, first] = [0, 0, 0];
    for (let line = 0; line < table.length; line++) {
      if (table.kind(line) !== 'object') continue;
      all += 1;
      if ((table.content(line, 'flags') & FLAGS.weight) !== 0) continue;
      if (without === 0) first = line;
      without += 1;
    }
    if (without > 0 && without < all) report({ messageId: 'some', data: { count: without, all }, at: first });
  },
});

function weighsAllOrNone(target: Target): boolean {
  return target.lineage.includes('fireworks');
}

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
