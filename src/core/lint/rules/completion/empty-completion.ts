import { answerKey } from '../../../formats/alpaca.ts';
import { own } from '../../../jsonl/shape.ts';
import { exampleRule } from '../../rule.ts';

export const emptyCompletion = exampleRule({
  id: 'completion/empty-completion',
  needs: 'object',
  formats: ['prompt-completion', 'alpaca', 'text'],
  summary: 'The completion is not empty.',
  why: 'There is nothing to learn from an empty completion; the consumer refuses the file, or the model learns to say nothing.',
  says: [
    {
      who: 'Azure',
      text: 'Validation of jsonl file failed: No valid json line found in file. Each line\'s json may only contain two properties: ("context" or "prompt") and "completion".',
    },
  ],
  severity: { default: 'error' },
  fixable: 'unsafe',
  messages: { empty: '"{key}" is empty.', null: '"{key}" is null.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":""}', messageId: 'empty' },
      { text: '{"prompt":"a","completion":null}', messageId: 'null' },
      { text: '{"instruction":"a","output":""}', messageId: 'empty' },
    ],
    good: [{ text: '{"prompt":"a","completion":"b"}' }],
  },
  check(example, { report }) {
    const { object, format } = example;
    if (!object) return;
    const key = format === 'alpaca' ? answerKey(object) : format === 'text' ? 'text' : 'completion';
    const value = own(object, key);
    const isEmpty = typeof value === 'string' && value.trim() === '';
    if (value !== null && !isEmpty) return;
    report({
      messageId: value === null ? 'null' : 'empty',
      data: { key },
      at: [key],
      fixes: [{ title: 'Delete this line', safety: 'unsafe', edits: 'delete-line' }],
      // Of text that is learnt as it is an empty line costs nothing and teaches nothing.
      ...(format === 'text' ? { severity: 'warning' } : {}),
    });
  },
});
