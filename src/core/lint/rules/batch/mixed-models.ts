import { isObject, own } from '../../../jsonl/shape.ts';
import { quoted } from '../../messages.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

const line = (model: string, id: string) =>
  JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/responses', body: { model, input: 'Hi' } });

export const mixedModels = datasetRule({
  id: 'batch/mixed-models',
  needs: 'dataset',
  formats: ['openai-batch'],
  summary: 'All requests of a batch are for one model.',
  why: 'A batch is run by one model. Write a file for each model.',
  severity: { default: 'error' },
  messages: { differs: 'This request is for "{model}", and the first of the file for "{first}".' },
  examples: {
    bad: [{ text: `${line('gpt-4.1', 'a')}\n${line('gpt-4.1-mini', 'b')}` }],
    good: [{ text: `${line('gpt-4.1', 'a')}\n${line('gpt-4.1', 'b')}` }],
  },
  check(facts, { report }) {
    const { table } = facts;
    let first: number | undefined;
    for (let row = 0; row < table.length; row++) {
      const hash = table.content(row, 'rejected');
      if (hash === 0) continue;
      first ??= row;
      if (hash === table.content(first, 'rejected')) continue;
      const modelAt = (at: number) => {
        const body = own(facts.exampleAt(at)?.object ?? {}, 'body');
        return quoted(isObject(body) ? own(body, 'model') : '');
      };
      report({
        messageId: 'differs',
        data: { model: modelAt(row), first: modelAt(first) },
        at: placeIn(facts, row, ['body', 'model']),
        related: [{ line: first, message: 'The first model of the file' }],
      });
    }
  },
});
