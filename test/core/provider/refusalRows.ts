import {
  arrived,
  type FailureRow,
  models,
  network,
  nothing,
  openAiError,
  page,
  posts,
  start,
} from './failureRow.ts';
import { delta, eventStream, fetchFailed, finish, json, sse, testKey } from './support.ts';

/** Refusals, and connections that do not come about. */
export const refusalRows: readonly FailureRow[] = [
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
    key: `“${testKey}”`,
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
];
