import { own } from '../../../jsonl/shape.ts';
import type { DatasetFacts } from '../../datasetFacts.ts';
import { quoted } from '../../messages.ts';
import { placeIn } from '../../placeIn.ts';
import { type DatasetContext, exampleRule } from '../../rule.ts';

const line = (url: string, id = 'a') =>
  JSON.stringify({ custom_id: id, method: 'POST', url, body: { model: 'gpt-4.1' } });

export const url = exampleRule({
  id: 'batch/url',
  needs: 'object',
  formats: ['openai-batch'],
  summary: 'All requests of a batch go to one endpoint that takes batches.',
  why: 'A batch has one endpoint. Requests to another, or to one that takes no batches, are refused.',
  severity: { default: 'error' },
  messages: {
    unknown: '"{url}" takes no batches; {urls} do.',
    differs: 'This request goes to "{url}", and most others go to "{usual}".',
  },
  examples: {
    bad: [
      { text: line('/v1/chat'), messageId: 'unknown' },
      {
        text: `${line('/v1/responses')}\n${line('/v1/responses', 'b')}\n${line('/v1/embeddings', 'c')}`,
        messageId: 'differs',
      },
    ],
    good: [{ text: line('/v1/chat/completions') }],
  },
  check(example, { report }) {
    const value = example.field('url');
    if (typeof value !== 'string' || value === '' || URLS.includes(value)) return;
    report({ messageId: 'unknown', data: { url: quoted(value), urls: URLS.join(', ') }, at: ['url'] });
  },
  checkFile: tellOthers,
});

/** Source: OpenAI's Batch guide, 2026-07-15. */
const URLS = [
  '/v1/responses',
  '/v1/chat/completions',
  '/v1/embeddings',
  '/v1/completions',
  '/v1/moderations',
  '/v1/images/generations',
  '/v1/images/edits',
  '/v1/videos',
];

const MAX_TOLD = 100;

function tellOthers(facts: DatasetFacts, { report }: DatasetContext): void {
  const { table } = facts;
  const counts = new Map<number, { count: number; first: number }>();
  for (let row = 0; row < table.length; row++) {
    const hash = table.content(row, 'prompt');
    if (hash === 0) continue;
    const entry = counts.get(hash);
    if (entry) entry.count += 1;
    else counts.set(hash, { count: 1, first: row });
  }
  if (counts.size < 2) return;
  const [[usualHash, usual] = [0, { first: 0 }]] = [...counts].sort(
    ([, a], [, b]) => b.count - a.count || a.first - b.first,
  );
  const urlAt = (row: number) => quoted(own(facts.exampleAt(row)?.object ?? {}, 'url') ?? '');
  let told = 0;
  for (let row = 0; row < table.length && told < MAX_TOLD; row++) {
    const hash = table.content(row, 'prompt');
    if (hash === 0 || hash === usualHash) continue;
    told += 1;
    report({
      messageId: 'differs',
      data: { url: urlAt(row), usual: urlAt(usual.first) },
      at: placeIn(facts, row, ['url']),
      related: [{ line: usual.first, message: 'A request to the usual endpoint' }],
    });
  }
}
