import { quoted } from '../../messages.ts';
import { own } from '../../../jsonl/shape.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

const line = (id: string) =>
  JSON.stringify({
    custom_id: id,
    method: 'POST',
    url: '/v1/responses',
    body: { model: 'gpt-4.1', input: id },
  });

export const duplicateCustomId = datasetRule({
  id: 'batch/duplicate-custom-id',
  needs: 'dataset',
  formats: ['openai-batch'],
  summary: 'Every batch request has an id of its own.',
  why: 'The id is all that joins an answer with its request. Two of the same make the service refuse the whole batch.',
  severity: { default: 'error' },
  messages: { repeated: 'Line {line} has the id "{id}" too.' },
  examples: {
    bad: [{ text: `${line('a')}\n${line('b')}\n${line('a')}` }],
    good: [{ text: `${line('a')}\n${line('b')}` }],
  },
  check(facts, { report }) {
    const { table } = facts;
    const seen = new Map<number, number>();
    for (let row = 0; row < table.length; row++) {
      const hash = table.content(row, 'answer');
      if (hash === 0) continue;
      const first = seen.get(hash);
      if (first === undefined) {
        seen.set(hash, row);
        continue;
      }
      const id = own(facts.exampleAt(row)?.object ?? {}, 'custom_id');
      if (id !== own(facts.exampleAt(first)?.object ?? {}, 'custom_id')) continue;
      report({
        messageId: 'repeated',
        data: { line: first + 1, id: quoted(id) },
        at: placeIn(facts, row, ['custom_id']),
        related: [{ line: first, message: 'The first request with this id' }],
      });
    }
  },
});
