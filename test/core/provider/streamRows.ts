import { arrived, type FailureRow, listModels, nothing, upload } from './failureRow.ts';
import { brokenBody, delta, eventStream, fetchFailed, json, sse } from './support.ts';

/** What breaks while an answer comes, and cancelling. */
export const streamRows: readonly FailureRow[] = [
  {
    id: 'not-json',
    injected: '200 with text that is no JSON',
    code: 'bad-response',
    reason: 'not-json',
    kept: nothing,
    act: listModels,
    answer: () => new Response('{"data": [', { headers: { 'content-type': 'application/json' } }),
  },
  {
    id: 'cut-stream',
    injected: 'the stream ends without `finish_reason` and `[DONE]`',
    code: 'bad-response',
    reason: 'cut-stream',
    kept: arrived,
    answer: () => eventStream(sse(delta('Hello'), delta(' wor'))),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hello wor' && outcome.chat.truncated,
  },
  {
    id: 'cut-inside-an-event',
    injected: 'the stream ends in the middle of an event',
    code: 'bad-response',
    reason: 'cut-stream',
    kept: arrived,
    answer: () => eventStream(`${sse(delta('Hello'))}data: {"choices":[{"del`),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hello',
  },
  {
    id: 'socket-lost-while-streaming',
    injected: 'the socket breaks in the middle of a stream',
    code: 'unreachable',
    reason: 'connection-lost',
    kept: arrived,
    answer: () =>
      new Response(brokenBody([sse(delta('Hello'))], fetchFailed('UND_ERR_SOCKET', 'terminated'))),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hello' && outcome.chat.truncated,
  },
  {
    id: 'stream-stalls',
    injected: 'the stream stops coming for two minutes',
    code: 'timeout',
    reason: 'answer-stalled',
    kept: arrived,
    answer: () => new Response(brokenBody([sse(delta('Hello'))], 'never')),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hello' && outcome.context.clock.pending === 0,
  },
  {
    id: 'error-inside-stream',
    injected: 'a stream that sends an error object after some text',
    code: 'bad-response',
    reason: 'server-error',
    kept: arrived,
    answer: () =>
      eventStream(sse(delta('Hello'), { error: { message: 'The server had an error while processing.' } })),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hello' && outcome.chat.truncated,
  },
  {
    id: 'unreadable-event',
    injected: 'an event in the middle of a stream that is no JSON',
    code: 'bad-response',
    reason: 'odd-answer',
    kept: arrived,
    answer: () => eventStream(sse(delta('Hello'), '{oops', delta('lost'))),
    holds: outcome => outcome.chat.choices[0]?.text === 'Hello',
  },
  {
    id: 'empty-answer',
    injected: '200 with nothing in it',
    code: 'bad-response',
    reason: 'cut-stream',
    kept: nothing,
    answer: () => eventStream(''),
  },
  {
    id: 'answer-without-choices',
    injected: '200 with JSON that is no chat answer',
    code: 'bad-response',
    reason: 'odd-answer',
    kept: nothing,
    answer: () => json({ object: 'list', data: [] }),
  },
  {
    id: 'cancelled-while-streaming',
    injected: 'the user cancels in the middle of a stream',
    code: 'cancelled',
    reason: 'cancelled',
    kept: arrived,
    answer: (_request, _count, control) => {
      setImmediate(() => setImmediate(() => control.abort()));
      return new Response(brokenBody([sse(delta('Hello'))], 'never'));
    },
    holds: outcome => outcome.chat.choices[0]?.text === 'Hello' && outcome.context.clock.pending === 0,
  },
  {
    id: 'cancelled-upload',
    injected: 'the user cancels an upload that is not answered',
    code: 'cancelled',
    reason: 'cancelled',
    kept: 'Nothing on the server that a job could use.',
    act: upload,
    answer: (_request, _count, control) => {
      setImmediate(() => control.abort());
      return new Promise<Response>(() => {});
    },
    holds: outcome => outcome.context.clock.pending === 0,
  },
  {
    id: 'no-address',
    injected: 'a connection without a usable base URL',
    code: 'not-supported',
    reason: 'no-address',
    kept: nothing,
    connection: { kind: 'openai-compatible', baseUrl: 'ftp://files.example' },
    answer: () => json({}),
    holds: outcome => outcome.requests.length === 0,
  },
];
