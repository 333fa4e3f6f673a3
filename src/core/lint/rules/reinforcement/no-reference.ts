import { formatOf } from '../../../formats/registry.ts';
import { exampleRule } from '../../rule.ts';

export const noReference = exampleRule({
  id: 'reinforcement/no-reference',
  needs: 'object',
  formats: ['openai-rft'],
  summary: 'A prompt for graders comes with something to grade by.',
  why: 'Graders read the other keys of an example, such as the right answer, as {{item.KEY}}. Without any, every example is judged alike.',
  severity: { default: 'warning', azure: 'error' },
  messages: { none: 'There is no key besides "messages" that a grader could compare the answer with.' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"2 + 2?"}]}',
        format: 'openai-rft',
      },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"2 + 2?"}],"answer":4}' }],
  },
  check(example, { report }) {
    const format = example.format && formatOf(example.format);
    if (!format || !example.object) return;
    const reserved = [...format.keys.required, ...format.keys.optional];
    if (Object.keys(example.object).some(key => !reserved.includes(key))) return;
    report({ messageId: 'none', at: [], part: 'open' });
  },
});
