import { has } from '../../../jsonl/shape.ts';
import { chatLine } from '../../exampleLine.ts';
import { exampleRule } from '../../rule.ts';

const ASK = { role: 'user', content: 'Hi' };
const SAY = { role: 'assistant', content: 'Hello' };

export const bothKeys = exampleRule({
  id: 'mistral/both-keys',
  needs: 'object',
  formats: ['openai-sft', 'text'],
  summary: 'Of two names for the same thing only one is used.',
  why: 'Mistral reads "messages" or "interactions", "content" or "text", "tools" or "available_tools". With both it cannot tell which is meant, and refuses the example.',
  severity: { default: 'off', mistral: 'error' },
  messages: { both: '"{key}" and "{other}" mean the same; only one of them may be here.' },
  examples: {
    bad: [
      { text: chatLine([ASK, SAY], { interactions: [] }), target: 'mistral' },
      { text: chatLine([{ ...ASK, text: 'Hi' }, SAY]), target: 'mistral' },
    ],
    good: [{ text: chatLine([ASK, SAY]), target: 'mistral' }],
  },
  check(example, { report }) {
    const { object } = example;
    if (!object) return;
    for (const [key, other] of PAIRS) {
      if (has(object, key) && has(object, other))
        report({ messageId: 'both', data: { key, other }, at: [other], part: 'key' });
    }
    for (const { message, path } of example.messages) {
      if (!has(message, 'content') || !has(message, 'text')) continue;
      report({
        messageId: 'both',
        data: { key: 'content', other: 'text' },
        at: [...path, 'text'],
        part: 'key',
      });
    }
  },
});

const PAIRS = [
  ['messages', 'interactions'],
  ['tools', 'available_tools'],
  ['text', 'content'],
] as const;
