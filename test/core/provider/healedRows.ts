import { type HealedRow, job, listModels, models, page, posts, readJob, start } from './failureRow.ts';
import { delta, eventStream, fetchFailed, finish, json, sse } from './support.ts';

/** What ends well by itself. */
export const healedRows: readonly HealedRow[] = [
  {
    id: 'rate-limit-in-seconds',
    injected: '429 with `Retry-After: 2`, then an answer',
    kept: 'Waited exactly 2 s, visibly; the answer is whole.',
    answer: (_request, count) =>
      count === 1 ? json({}, 429, { 'retry-after': '2' }) : eventStream(sse(delta('Hi'), finish(), '[DONE]')),
    holds: outcome => outcome.waits.join() === '2000' && outcome.chat.choices[0]?.text === 'Hi',
  },
  {
    id: 'rate-limit-in-milliseconds',
    injected: '429 with `retry-after-ms: 350` and `Retry-After: 1`, then an answer',
    kept: 'Waited exactly 350 ms.',
    answer: (_request, count) =>
      count === 1
        ? json({}, 429, { 'retry-after-ms': '350', 'retry-after': '1' })
        : eventStream(sse(delta('Hi'), finish(), '[DONE]')),
    holds: outcome => outcome.waits.join() === '350',
  },
  {
    id: 'rate-limit-as-date',
    injected: '429 with a date in Retry-After, then an answer',
    kept: 'Waited until that date.',
    answer: (_request, count) =>
      count === 1
        ? json({}, 429, { 'retry-after': 'Sat, 21 Nov 2026 00:00:07 GMT' })
        : eventStream(sse(delta('Hi'), finish(), '[DONE]')),
    holds: outcome => outcome.waits.join() === '7000',
  },
  {
    id: 'burst-of-500',
    injected: '500, 502 and a broken connection while a job is read, then an answer',
    kept: 'The job; the reading was repeated after growing waits.',
    act: readJob,
    answer: (_request, count) => {
      if (count === 1) return json({}, 500);
      if (count === 2) return page('Bad Gateway', 502);
      if (count === 3) throw fetchFailed('ECONNRESET');
      return json(job);
    },
    holds: outcome =>
      outcome.waits.join() === '1000,2000,4000' && (outcome.result as { state: string }).state === 'queued',
  },
  {
    id: 'create-answer-lost-and-found',
    injected: 'the connection breaks while a job is created, but it was created',
    kept: 'The job: found by our id and adopted, not launched twice.',
    act: start,
    answer: request => {
      if (request.method === 'GET') return json({ object: 'list', data: [job] });
      throw fetchFailed('ECONNRESET');
    },
    holds: outcome => posts(outcome) === 1 && (outcome.result as { adopted?: boolean }).adopted === true,
  },
  {
    id: 'usage-refused',
    injected: '400: the server does not know `stream_options`',
    kept: 'The answer, asked for again without token counts.',
    answer: (_request, count) =>
      count === 1
        ? json({ error: { message: 'Unrecognized request argument supplied: stream_options' } }, 400)
        : eventStream(sse(delta('Hi'), finish(), '[DONE]')),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hi',
  },
  {
    id: 'no-done-but-finished',
    injected: 'a stream that finishes its choice and ends without `[DONE]`',
    kept: 'The whole answer; it does not count as cut.',
    answer: () => eventStream(sse(delta('Hi'), finish())),
    holds: outcome => !outcome.chat.truncated && outcome.chat.choices[0]?.text === 'Hi',
  },
  {
    id: 'wrong-content-type',
    injected: 'a stream that calls itself `text/html`',
    kept: 'The whole answer: what it is shows in its first character.',
    answer: () =>
      new Response(sse(delta('Hi'), finish(), '[DONE]'), { headers: { 'content-type': 'text/html' } }),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hi',
  },
  {
    id: 'whole-instead-of-stream',
    injected: 'a server that does not stream, but answers at once',
    kept: 'The whole answer.',
    answer: () =>
      json({ model: 'm', choices: [{ index: 0, message: { content: 'Hi' }, finish_reason: 'stop' }] }),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hi' && !outcome.chat.truncated,
  },
  {
    id: 'redirect-on-same-host',
    injected: '307 to another path of the same host, on reading',
    kept: 'The list of models.',
    act: listModels,
    answer: (_request, count) =>
      count === 1 ? new Response(null, { status: 307, headers: { location: '/v1/models/' } }) : models('a'),
    holds: outcome => outcome.requests.join() === 'GET /v1/models,GET /v1/models/',
  },
];
