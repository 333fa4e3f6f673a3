import { has, isObject, own } from '../../../jsonl/shape.ts';
import { candidate, candidatesLine, converseLine, said } from '../../converseLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const candidates = exampleRule({
  id: 'bedrock/candidates',
  needs: 'object',
  formats: ['bedrock-dpo'],
  summary: 'The last message has two candidates or more, labelled preferred and non-preferred.',
  why: 'Nova learns from the difference between candidates. With one of them, or without their labels, there is none.',
  severity: { default: 'error' },
  messages: {
    count: 'There have to be at least two candidates.',
    label: 'A candidate is "preferred" or "non-preferred", not "{label}".',
    oneKind: 'All candidates have the same label.',
    notLast: 'Only the last message has candidates.',
  },
  examples: {
    bad: [
      { text: candidatesLine(candidate('Hello', 'preferred')), messageId: 'count' },
      {
        text: candidatesLine(candidate('Hello', 'good'), candidate('What?', 'non-preferred')),
        messageId: 'label',
      },
      {
        text: candidatesLine(candidate('Hello', 'preferred'), candidate('What?', 'preferred')),
        messageId: 'oneKind',
      },
      {
        text: converseLine([
          said('user', { text: 'Hi' }),
          { role: 'assistant', candidates: [] },
          said('user', { text: 'Hi' }),
          {
            role: 'assistant',
            candidates: [candidate('Hello', 'preferred'), candidate('What?', 'non-preferred')],
          },
        ]),
        messageId: 'notLast',
      },
    ],
    good: [{ text: candidatesLine(candidate('Hello', 'preferred'), candidate('What?', 'non-preferred')) }],
  },
  check(example, { report }) {
    const messages = example.field('messages');
    if (!Array.isArray(messages)) return;
    messages.forEach((message, index) => {
      if (!isObject(message) || !has(message, 'candidates')) return;
      const at = ['messages', index, 'candidates'];
      if (index < messages.length - 1) {
        report({ messageId: 'notLast', at, part: 'key' });
        return;
      }
      const list = own(message, 'candidates');
      if (!Array.isArray(list) || list.length < 2) {
        report({ messageId: 'count', at });
        return;
      }
      const labels = list.map(one => (isObject(one) ? own(one, 'preferenceLabel') : undefined));
      labels.forEach((label, place) => {
        if (LABELS.includes(label)) return;
        report({
          messageId: 'label',
          data: { label: quoted(label ?? '') },
          at: [...at, place, 'preferenceLabel'],
        });
      });
      if (labels.every(label => label === labels[0]) && LABELS.includes(labels[0]))
        report({ messageId: 'oneKind', at });
    });
  },
});

const LABELS: readonly unknown[] = ['preferred', 'non-preferred'];
