import { type CollectedChat, addToCollected } from '../../../src/core/provider/chat.ts';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';
import type { FetchLike } from '../../../src/core/provider/outgoing.ts';
import type { Provider } from '../../../src/core/provider/provider.ts';
import type { ProblemCode, ProblemData } from '../../../src/core/util/problem.ts';
import { toProblemData } from '../../../src/core/util/problem.ts';
import type { Reason } from '../../../src/core/provider/reasons.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import {
  brokenBody,
  connectionTo,
  contextWith,
  delta,
  eventStream,
  fetchFailed,
  finish,
  json,
  type TestContext,
  sourceOf,
  sse,
} from './support.ts';

/** What can be seen after a failure. */
export interface Outcome {
  problem: ProblemData | undefined;
  /** What had arrived of a chat. */
  chat: CollectedChat;
  /** Method and path of each request, in order. */
  requests: string[];
  waits: number[];
  context: TestContext;
  /** What an action other than a chat answered. */
  result: unknown;
}

/** One failure: what is injected, what the user reads, and what is kept. */
export interface FailureRow {
  id: string;
  injected: string;
  code: ProblemCode;
  reason: Reason | 'cancelled';
  kept: string;
  /** How the server answers, by the number of the request from 1. */
  answer: (request: Request, count: number, control: AbortController) => Response | Promise<Response>;
  /** Absent: a chat. */
  act?: (provider: Provider, signal: AbortSignal) => Promise<unknown>;
  connection?: Partial<Connection>;
  key?: string;
  longestWaitMs?: number;
  /** More that must hold. */
  holds?: (outcome: Outcome) => boolean;
}

const openAiError = (code: string, message: string, type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
});

const page = (title: string, status = 200) =>
  new Response(`<!doctype html><html><head><title>${title}</title></head><body>hello</body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  });

const models = (...ids: string[]) => json({ object: 'list', data: ids.map(id => ({ id, object: 'model' })) });

const listModels = (provider: Provider, signal: AbortSignal) => provider.listModels(signal);

const start = (provider: Provider, signal: AbortSignal) =>
  provider.fineTuning!.start(
    { clientId: 'job-1', model: 'gpt-4.1-mini-2025-04-14', trainingFile: 'file-1' },
    signal,
  );

const upload = (provider: Provider, signal: AbortSignal) =>
  provider.fineTuning!.upload(sourceOf('{"messages":[]}\n'), {}, signal);

const readJob = (provider: Provider, signal: AbortSignal) =>
  provider.fineTuning!.read({ connectionId: 'c1', jobId: 'ftjob-1' }, signal);

const job = {
  id: 'ftjob-1',
  object: 'fine_tuning.job',
  status: 'queued',
  metadata: { tunewright_job: 'job-1' },
};

export const nothing = 'Nothing was sent twice; nothing was lost.';
export const arrived = 'All that had arrived before it.';
export const posts = (outcome: Outcome) => outcome.requests.filter(line => line.startsWith('POST')).length;

const network = (id: string, injected: string, reason: Reason, error: () => Error): FailureRow => ({
  id,
  injected,
  code: reason === 'no-answer' ? 'timeout' : reason === 'not-http' ? 'bad-response' : 'unreachable',
  reason,
  kept: nothing,
  answer: () => {
    throw error();
  },
  holds: outcome => posts(outcome) === 1,
});

export const failureRows: readonly FailureRow[] = [
  {
    id: 'wrong-key',
    injected: '401 `invalid_api_key`, the message repeats the key',
    code: 'unauthorized',
    reason: 'wrong-key',
    kept: nothing,
    answer: () => json(openAiError('invalid_api_key', 'Incorrect API key provided: sk-test-****mnop.'), 401),
  },
  {
    id: 'no-key',
    injected: '401, and the connection has no key',
    code: 'unauthorized',
    reason: 'no-key',
    kept: nothing,
    key: '',
    answer: () => json(openAiError('', 'You didn’t provide an API key.'), 401),
  },
  {
    id: 'key-with-odd-characters',
    injected: 'a key that was pasted with typographic quotation marks',
    code: 'unauthorized',
    reason: 'wrong-key',
    kept: 'The key stays here: nothing was sent.',
    key: '“sk-test-0123456789abcdefghijklmnop”',
    answer: () => json({}),
    holds: outcome => outcome.requests.length === 0,
  },
  {
    id: 'no-credit',
    injected: '429 `insufficient_quota` (not a rate limit: waiting does not help)',
    code: 'quota',
    reason: 'no-credit',
    kept: nothing,
    answer: () =>
      json(openAiError('insufficient_quota', 'You exceeded your current quota.', 'insufficient_quota'), 429),
    holds: outcome => outcome.waits.length === 0,
  },
  {
    id: 'payment-required',
    injected: '402 Payment Required',
    code: 'quota',
    reason: 'no-credit',
    kept: nothing,
    answer: () => json({ error: { message: 'Credit limit exceeded', type: 'credit_limit' } }, 402),
  },
  {
    id: 'rate-limit-for-good',
    injected: '429 on every attempt, without Retry-After',
    code: 'rate-limited',
    reason: 'rate-limit',
    kept: 'Five attempts, with growing waits in between.',
    answer: () => json(openAiError('rate_limit_exceeded', 'Rate limit reached.'), 429),
    holds: outcome => outcome.waits.join() === '1000,2000,4000,8000',
  },
  {
    id: 'rate-limit-too-long',
    injected: '429 with `Retry-After: 3600`',
    code: 'rate-limited',
    reason: 'rate-limit',
    kept: 'The time that the server asks for, for whoever schedules the next attempt; we do not sit an hour.',
    answer: () =>
      json(openAiError('rate_limit_exceeded', 'Rate limit reached.'), 429, { 'retry-after': '3600' }),
    holds: outcome => outcome.waits.length === 0 && outcome.problem?.retryAfterMs === 3_600_000,
  },
  {
    id: 'rate-limit-cancelled',
    injected: '429 with `Retry-After: 20`, and the user cancels the wait',
    code: 'cancelled',
    reason: 'cancelled',
    kept: 'The wait ends at once; no further request.',
    answer: (_request, _count, control) => {
      setImmediate(() => control.abort());
      return json({}, 429, { 'retry-after': '20' });
    },
    holds: outcome => outcome.requests.length === 1 && outcome.context.clock.pending === 0,
  },
  network('host-not-found', 'the host name does not exist (ENOTFOUND)', 'host-not-found', () =>
    fetchFailed('ENOTFOUND', 'getaddrinfo ENOTFOUND api.example.test'),
  ),
  network('dns-fails', 'the name server does not answer (EAI_AGAIN)', 'host-not-found', () =>
    fetchFailed('EAI_AGAIN'),
  ),
  network('connection-refused', 'nothing listens on the port (ECONNREFUSED)', 'connection-refused', () =>
    fetchFailed('ECONNREFUSED'),
  ),
  network(
    'refused-both-families',
    'refused over IPv4 and IPv6 (AggregateError)',
    'connection-refused',
    () => {
      const each = ['::1', '127.0.0.1'].map(host => Object.assign(new Error(host), { code: 'ECONNREFUSED' }));
      return new TypeError('fetch failed', { cause: new AggregateError(each) });
    },
  ),
  network('no-route', 'no route to the host (EHOSTUNREACH)', 'no-route', () => fetchFailed('EHOSTUNREACH')),
  network('connect-timeout', 'connecting takes too long (UND_ERR_CONNECT_TIMEOUT)', 'no-answer', () =>
    fetchFailed('UND_ERR_CONNECT_TIMEOUT'),
  ),
  network('self-signed', 'a self-signed certificate', 'certificate', () =>
    fetchFailed('DEPTH_ZERO_SELF_SIGNED_CERT'),
  ),
  network('company-certificate', 'a certificate of an unknown authority', 'certificate', () =>
    fetchFailed('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
  ),
  network('expired-certificate', 'an expired certificate', 'certificate', () =>
    fetchFailed('CERT_HAS_EXPIRED'),
  ),
  network('wrong-name', 'a certificate for another host', 'certificate', () =>
    fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID'),
  ),
  network('proxy-refuses', 'the proxy does not build the tunnel', 'proxy', () =>
    fetchFailed('UND_ERR_ABORTED', 'Proxy response (403) !== 200 when HTTP Tunneling'),
  ),
  network(
    'chromium-proxy',
    'Chromium cannot reach the proxy',
    'proxy',
    () => new Error('net::ERR_PROXY_CONNECTION_FAILED'),
  ),
  network(
    'connection-reset',
    'the connection is reset before an answer (ECONNRESET)',
    'connection-lost',
    () => fetchFailed('ECONNRESET'),
  ),
  network('other-side-closed', 'the server closes the socket (UND_ERR_SOCKET)', 'connection-lost', () =>
    fetchFailed('UND_ERR_SOCKET', 'other side closed'),
  ),
  network('not-http', 'the port speaks something that is not HTTP', 'not-http', () =>
    fetchFailed('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'),
  ),
  network(
    'unknown-network-error',
    'an error nobody has seen before',
    'network-failed',
    () => new TypeError('Load failed'),
  ),
  {
    id: 'proxy-login',
    injected: '407 from a proxy',
    code: 'unreachable',
    reason: 'proxy',
    kept: nothing,
    answer: () => page('Proxy Authentication Required', 407),
  },
  {
    id: 'no-answer',
    injected: 'the server takes the request and never answers',
    code: 'timeout',
    reason: 'no-answer',
    kept: 'One request only: whether it was done is not known.',
    answer: () => new Promise<Response>(() => {}),
    holds: outcome => posts(outcome) === 1 && outcome.context.clock.pending === 0,
  },
  {
    id: 'gateway-timeout',
    injected: '504 from a gateway',
    code: 'timeout',
    reason: 'gateway-timeout',
    kept: nothing,
    answer: () => new Response('upstream timed out', { status: 504 }),
  },
  {
    id: 'model-unknown',
    injected: '404 `model_not_found` for "gpt-4.1-mimi"',
    code: 'not-found',
    reason: 'model-unknown',
    kept: 'The nearest names of the connection’s own list.',
    answer: request =>
      request.method === 'GET'
        ? models('gpt-4.1-mini', 'gpt-4.1', 'whisper-1')
        : json(openAiError('model_not_found', 'The model `gpt-4.1-mimi` does not exist.'), 404),
    holds: outcome => String(outcome.problem?.details?.nearest).startsWith('gpt-4.1-mini'),
  },
  {
    id: 'model-unknown-ollama',
    injected: '404 with a plain `{"error": "model ... not found"}`, and no list of models',
    code: 'not-found',
    reason: 'model-unknown',
    kept: nothing,
    connection: { kind: 'ollama' },
    answer: request =>
      request.method === 'GET'
        ? json({}, 404)
        : json({ error: 'model "gpt-4.1-mimi" not found, try pulling it first' }, 404),
  },
  {
    id: 'context-exceeded',
    injected: '400 `context_length_exceeded`, 128000 allowed, 130512 sent',
    code: 'rejected',
    reason: 'context-exceeded',
    kept: nothing,
    answer: () =>
      json(
        openAiError(
          'context_length_exceeded',
          "This model's maximum context length is 128000 tokens. However, your messages resulted in 130512 tokens.",
        ),
        400,
      ),
    holds: outcome => outcome.problem?.details?.overBy === 2512,
  },
  {
    id: 'context-exceeded-llamacpp',
    injected: '400 `exceed_context_size_error` of llama.cpp, with its numbers in fields',
    code: 'rejected',
    reason: 'context-exceeded',
    kept: nothing,
    connection: { kind: 'llamacpp' },
    answer: () =>
      json(
        {
          error: {
            code: 400,
            message: 'the request exceeds the available context size, try increasing it',
            type: 'exceed_context_size_error',
            n_prompt_tokens: 5000,
            n_ctx: 4096,
          },
        },
        400,
      ),
    holds: outcome => outcome.problem?.details?.overBy === 904,
  },
  {
    id: 'content-filtered',
    injected: '400 of Azure with `ResponsibleAIPolicyViolation`',
    code: 'rejected',
    reason: 'content-filtered',
    kept: nothing,
    answer: () =>
      json(
        {
          error: {
            code: 'content_filter',
            message: 'The response was filtered',
            innererror: { code: 'ResponsibleAIPolicyViolation' },
          },
        },
        400,
      ),
  },
  {
    id: 'filtered-while-streaming',
    injected: 'a stream that ends with `finish_reason: content_filter`',
    code: 'rejected',
    reason: 'content-filtered',
    kept: arrived,
    answer: () => eventStream(sse(delta('Once upon'), finish('content_filter'), '[DONE]')),
    holds: outcome => outcome.chat.choices[0]?.text === 'Once upon' && !outcome.chat.truncated,
  },
  {
    id: 'training-not-available',
    injected: '403 `training_not_available` on starting a job',
    code: 'forbidden',
    reason: 'training-not-available',
    kept: 'The uploaded file, which other providers take as it is.',
    act: start,
    answer: () =>
      json(openAiError('training_not_available', 'OpenAI is winding down the fine-tuning platform.'), 403),
    holds: outcome => posts(outcome) === 1,
  },
  {
    id: 'region',
    injected: '403 `unsupported_country_region_territory`',
    code: 'forbidden',
    reason: 'region-not-supported',
    kept: nothing,
    answer: () => json(openAiError('unsupported_country_region_territory', 'Country not supported'), 403),
  },
  {
    id: 'no-access',
    injected: '403 without a code',
    code: 'forbidden',
    reason: 'no-access',
    kept: nothing,
    answer: () => json({ error: { message: 'You have insufficient permissions for this operation.' } }, 403),
  },
  {
    id: 'firewall-page',
    injected: '403 with a web page (a firewall, a VPN, a bot check)',
    code: 'forbidden',
    reason: 'login-page',
    kept: nothing,
    answer: () => page('Just a moment...', 403),
  },
  {
    id: 'html-instead-of-json',
    injected: '200 with a web page where the list of models should be',
    code: 'bad-response',
    reason: 'html-page',
    kept: nothing,
    act: listModels,
    answer: () => page('Welcome to nginx!'),
  },
  {
    id: 'html-instead-of-stream',
    injected: '200 with a web page where a stream should be',
    code: 'bad-response',
    reason: 'html-page',
    kept: nothing,
    answer: () => page('Sign in'),
  },
  {
    id: 'no-such-path',
    injected: '404 without words: the base URL lacks its "/v1"',
    code: 'not-found',
    reason: 'no-such-path',
    kept: nothing,
    act: listModels,
    answer: () => new Response('404 page not found', { status: 404 }),
  },
  {
    id: 'job-gone',
    injected: '404 for a job that was deleted',
    code: 'not-found',
    reason: 'no-such-thing',
    kept: 'Our own record of the job.',
    act: readJob,
    answer: () => json(openAiError('fine_tune_not_found', 'Could not find fine tune: ftjob-1'), 404),
  },
  {
    id: 'no-such-call',
    injected: '405: the service has no such call',
    code: 'not-supported',
    reason: 'no-such-call',
    kept: nothing,
    act: start,
    answer: () => json({ detail: 'Method Not Allowed' }, 405),
  },
  {
    id: 'redirect-to-other-host',
    injected: '302 to another host',
    code: 'bad-response',
    reason: 'redirected',
    kept: 'The key: it was not sent to the other host.',
    act: listModels,
    answer: () =>
      new Response(null, { status: 302, headers: { location: 'https://evil.example/v1/models' } }),
    holds: outcome => outcome.requests.length === 1,
  },
  {
    id: 'redirect-to-https',
    injected: '301 from http to https on the same host',
    code: 'bad-response',
    reason: 'redirected',
    kept: 'The key: it was not sent again.',
    connection: { baseUrl: 'http://api.example.test/v1' },
    answer: () =>
      new Response(null, {
        status: 301,
        headers: { location: 'https://api.example.test/v1/chat/completions' },
      }),
    holds: outcome => outcome.requests.length === 1,
  },
  {
    id: 'redirect-loop',
    injected: 'a redirect to itself, for ever',
    code: 'bad-response',
    reason: 'redirected',
    kept: 'Given up after five.',
    act: listModels,
    answer: request => new Response(null, { status: 302, headers: { location: request.url } }),
    holds: outcome => outcome.requests.length === 6,
  },
  {
    id: 'invalid-request',
    injected: '400 naming a field',
    code: 'rejected',
    reason: 'invalid-request',
    kept: nothing,
    answer: () =>
      json(
        {
          error: {
            message: "Unsupported value: 'temperature'.",
            type: 'invalid_request_error',
            param: 'temperature',
          },
        },
        400,
      ),
    holds: outcome => outcome.problem?.details?.param === 'temperature',
  },
  {
    id: 'fastapi-detail',
    injected: '422 with a list of faults, as FastAPI writes it',
    code: 'rejected',
    reason: 'invalid-request',
    kept: nothing,
    answer: () =>
      json({ detail: [{ loc: ['body', 'messages'], msg: 'field required', type: 'missing' }] }, 422),
  },
  {
    id: 'bad-training-file',
    injected: '400 `invalid_file_format` on starting a job',
    code: 'rejected',
    reason: 'invalid-request',
    kept: 'The uploaded file, and no job.',
    act: start,
    answer: () =>
      json(openAiError('invalid_file_format', 'Invalid file format. Example 1273 cannot be parsed.'), 400),
  },
  {
    id: 'too-large',
    injected: '413 on an upload',
    code: 'rejected',
    reason: 'too-large',
    kept: nothing,
    act: upload,
    answer: () => new Response('', { status: 413 }),
  },
  {
    id: 'upload-answer-without-id',
    injected: 'an upload answered with `{}`',
    code: 'bad-response',
    reason: 'odd-answer',
    kept: 'The file may be there: look into the list of files.',
    act: upload,
    answer: () => json({}),
  },
  {
    id: 'conflict',
    injected: '409: the job is already cancelled',
    code: 'rejected',
    reason: 'conflict',
    kept: 'The job as the provider has it.',
    act: (provider, signal) => provider.fineTuning!.cancel({ connectionId: 'c1', jobId: 'ftjob-1' }, signal),
    answer: () => json({ error: { message: 'Job has already completed.' } }, 409),
  },
  {
    id: 'server-error-for-good',
    injected: '500 on every attempt to read a job',
    code: 'bad-response',
    reason: 'server-error',
    kept: 'Five attempts; the job’s last known state stays.',
    act: readJob,
    answer: () =>
      json({ error: { message: 'The server had an error.', type: 'server_error' } }, 500, {
        'x-request-id': 'req_7',
      }),
    holds: outcome => outcome.requests.length === 5 && outcome.problem?.requestId === 'req_7',
  },
  {
    id: 'server-error-on-chat',
    injected: '500 on a chat',
    code: 'bad-response',
    reason: 'server-error',
    kept: 'One request: a chat that may have been paid for is not repeated by itself.',
    answer: () => json({ error: { message: 'The server had an error.' } }, 500),
    holds: outcome => posts(outcome) === 1,
  },
  {
    id: 'overloaded',
    injected: '503 on a chat',
    code: 'unreachable',
    reason: 'overloaded',
    kept: nothing,
    answer: () => json({ error: { message: 'Overloaded' } }, 503),
  },
  {
    id: 'create-answer-lost',
    injected: 'the connection breaks while a job is created, and the list cannot be read either',
    code: 'unreachable',
    reason: 'connection-lost',
    kept: 'One create. The problem says that it is uncertain, and the next start looks first.',
    act: start,
    answer: () => {
      throw fetchFailed('ECONNRESET');
    },
    holds: outcome => posts(outcome) === 1 && outcome.problem?.details?.uncertain === true,
  },
  {
    id: 'create-did-not-arrive',
    injected: '500 while a job is created; the list shows that there is none',
    code: 'bad-response',
    reason: 'server-error',
    kept: 'One create. Not being in the list is no proof, so the next start looks first.',
    act: start,
    answer: request => (request.method === 'GET' ? json({ object: 'list', data: [] }) : json({}, 500)),
    holds: outcome => posts(outcome) === 1 && outcome.problem?.details?.uncertain === true,
  },
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

/** What heals by itself: rows that end well, for the same table. */
export interface HealedRow {
  id: string;
  injected: string;
  kept: string;
  answer: FailureRow['answer'];
  act?: FailureRow['act'];
  holds: (outcome: Outcome) => boolean;
}

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

/** Injects the failure and looks at what is left. Time is not waited for. */
export async function runFailure(row: Omit<FailureRow, 'code' | 'reason'>): Promise<Outcome> {
  const control = new AbortController();
  const requests: string[] = [];
  const fetch: FetchLike = async request => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return row.answer(request, requests.length, control);
  };
  const clock = new FakeClock({ auto: true });
  const key = row.key === undefined ? {} : { key: async () => row.key };
  const context = contextWith(fetch, { clock, ...key });
  const chat: CollectedChat = { choices: [], truncated: false };
  const outcome: Outcome = {
    problem: undefined,
    chat,
    requests,
    waits: context.waits,
    context,
    result: undefined,
  };
  try {
    const connection = connectionTo('https://api.example.test/v1', row.connection);
    const provider = createProvider(connection, context);
    if (row.act) outcome.result = await row.act(provider, control.signal);
    else await runChat(provider, chat, control.signal);
    outcome.problem = chat.problem;
  } catch (thrown) {
    outcome.problem = toProblemData(thrown);
  }
  return outcome;
}

async function runChat(provider: Provider, chat: CollectedChat, signal: AbortSignal): Promise<void> {
  const request = { model: 'gpt-4.1-mimi', messages: [{ role: 'user', content: 'Hi' }] };
  for await (const event of provider.chat(request, signal)) addToCollected(chat, event);
}
