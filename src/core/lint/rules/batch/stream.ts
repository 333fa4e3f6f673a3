import { isObject, own } from '../../../jsonl/shape.ts';
import { deletePair } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';

const line = (url: string, stream: boolean) =>
  JSON.stringify({ custom_id: 'a', method: 'POST', url, body: { model: 'gpt-4.1', input: 'Hi', stream } });

export const stream = exampleRule({
  id: 'batch/stream',
  needs: 'object',
  formats: ['openai-batch'],
  summary: 'Batch requests do not ask for a stream.',
  why: 'A batch has nobody who reads along: its answers come in one file. Requests for moderation are refused with it.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: { stream: 'A request in a batch cannot be streamed.' },
  examples: {
    bad: [{ text: line('/v1/responses', true) }, { text: line('/v1/moderations', true) }],
    good: [{ text: line('/v1/responses', false) }],
  },
  check(example, { report }) {
    const body = example.field('body');
    if (!isObject(body) || own(body, 'stream') !== true) return;
    report({
      messageId: 'stream',
      at: ['body', 'stream'],
      ...(example.field('url') === '/v1/moderations' ? { severity: 'error' } : {}),
      fixes: () => [
        { title: 'Delete "stream"', safety: 'unsafe', edits: deletePair(example, ['body', 'stream']) },
      ],
    });
  },
});
