import { isObject, own } from '../../../jsonl/shape.ts';
import { content, geminiPair } from '../../geminiLine.ts';
import { exampleRule } from '../../rule.ts';

const one = { score: 1, completion: content('model', { text: 'Hello' }) };

export const completions = exampleRule({
  id: 'gemini/completions',
  needs: 'object',
  formats: ['gemini-preference'],
  summary: 'A preference line has two completions of the model, one with the score 1 and one with 0.',
  why: 'The two are compared with each other. Anything else cannot be compared and is refused.',
  severity: { default: 'error' },
  messages: {
    count: 'There have to be two completions, not {count}.',
    item: 'A completion has to be an object with a score and a completion.',
    score: 'One completion has the score 1 and the other 0.',
    role: 'A completion is of the role "model".',
  },
  examples: {
    bad: [
      { text: geminiPair({ completions: [one] }), messageId: 'count' },
      { text: geminiPair({ completions: ['Hello', one] }), messageId: 'item' },
      { text: geminiPair({ completions: [one, one] }), messageId: 'score' },
      {
        text: geminiPair({
          completions: [one, { score: 0, completion: content('user', { text: 'What?' }) }],
        }),
        messageId: 'role',
      },
    ],
    good: [{ text: geminiPair() }],
  },
  check(example, { report }) {
    const list = example.field('completions');
    if (!Array.isArray(list)) return;
    if (list.length !== 2) report({ messageId: 'count', data: { count: list.length }, at: ['completions'] });
    const scores = list.map(item => (isObject(item) ? own(item, 'score') : undefined));
    list.forEach((item, index) => {
      const completion = isObject(item) ? own(item, 'completion') : undefined;
      if (!isObject(item) || !isObject(completion)) report({ messageId: 'item', at: ['completions', index] });
      else if (own(completion, 'role') !== 'model') {
        report({ messageId: 'role', at: ['completions', index, 'completion', 'role'] });
      }
    });
    const sound =
      scores.filter(score => score === 1).length === 1 && scores.filter(score => score === 0).length === 1;
    if (list.length === 2 && list.every(isObject) && !sound)
      report({ messageId: 'score', at: ['completions', 1, 'score'] });
  },
});
