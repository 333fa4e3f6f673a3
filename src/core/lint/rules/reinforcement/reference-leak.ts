import { chatLine, lines } from '../../exampleLine.ts';
import { spanInString } from '../../../jsonl/inString.ts';
import { textsOf } from '../../chat/texts.ts';
import type { Example } from '../../example.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const referenceLeak = exampleRule({
  id: 'reinforcement/reference-leak',
  needs: 'object',
  formats: ['openai-rft'],
  summary: 'The prompt does not contain the answer that graders look for.',
  why: 'A model that can copy the answer from the question is rewarded for copying. It learns nothing about the task.',
  severity: { default: 'warning' },
  messages: { leak: 'The prompt contains the value of "{key}".' },
  options: {
    minLength: {
      type: 'number',
      default: 8,
      minimum: 4,
      description: 'Shorter values may occur in a prompt by chance, or be one of the choices that it names.',
    },
  },
  examples: {
    bad: [
      {
        text: chatLine(
          [{ role: 'user', content: 'The capital is Kathmandu. What is the capital of Nepal?' }],
          {
            answer: 'Kathmandu',
          },
        ),
      },
    ],
    good: [
      {
        text: chatLine([{ role: 'user', content: 'What is the capital of Nepal?' }], { answer: 'Kathmandu' }),
      },
      {
        text: lines(2, () =>
          chatLine([{ role: 'user', content: 'True or false: 2 > 3?' }], { answer: 'false' }),
        ),
      },
    ],
  },
  check(example, { options, report }) {
    for (const [key, value] of Object.entries(example.reading.others)) {
      if (typeof value !== 'string' || !NAMED.test(key)) continue;
      const answer = value.trim();
      if (answer.length < Number(options.minLength)) continue;
      for (const { text, path, from = 0 } of textsOf(example)) {
        const at = text.indexOf(answer);
        if (at < 0 || answer.length === text.trim().length) continue;
        report({
          messageId: 'leak',
          data: { key: quoted(key) },
          at: spanOf(example, path, from + at, answer.length),
          related: [{ at: [key], message: 'The value' }],
        });
        break;
      }
    }
  },
});

/** Other keys, such as the topic of a question, are no answers. */
const NAMED = /answer|reference|solution|target|label|expected|ground|correct|gold|result/i;

function spanOf(example: Example, path: readonly (string | number)[], from: number, length: number) {
  const node = example.node(path);
  return node?.kind === 'string' ? spanInString(example.text, node, from, from + length) : example.span(path);
}
