import { canonicalText } from '../../../jsonl/canonical.ts';
import { exampleRule } from '../../rule.ts';

const ask = { role: 'user', content: 'Hi' };
const say = (content: string) => ({ role: 'assistant', content });

export const implicitPrompt = exampleRule({
  id: 'trl/implicit-prompt',
  needs: 'object',
  formats: ['trl-preference'],
  summary: 'Without a prompt of their own, both answers begin with the same one.',
  why: 'TRL takes the common beginning of the two as the prompt. Where there is none, the answers are compared without anything that they answer.',
  severity: { default: 'warning' },
  messages: { none: 'There is no "prompt", and the two answers do not begin alike.' },
  examples: {
    bad: [
      { text: JSON.stringify({ chosen: 'Hello', rejected: 'What?' }) },
      { text: JSON.stringify({ chosen: [ask, say('Hello')], rejected: [say('What?')] }) },
    ],
    good: [
      { text: JSON.stringify({ chosen: [ask, say('Hello')], rejected: [ask, say('What?')] }) },
      { text: JSON.stringify({ prompt: 'Hi', chosen: 'Hello', rejected: 'What?' }) },
    ],
  },
  check(example, { report }) {
    const chosen = example.field('chosen');
    const rejected = example.field('rejected');
    if (example.field('prompt') !== undefined || startsAlike(chosen, rejected)) return;
    report({
      messageId: 'none',
      at: ['chosen'],
      related: [{ at: ['rejected'], message: 'The rejected answer' }],
    });
  },
});

function startsAlike(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a !== '' && a[0] === b[0];
  if (!Array.isArray(a) || !Array.isArray(b)) return true;
  const [first, other] = [a[0], b[0]].map(message => canonicalText(JSON.stringify(message ?? null)));
  return first === other && a.length > 0;
}
