import { Problem, type ProblemData } from '../util/problem.ts';
import { type Asked, providerProblem } from './providerProblem.ts';
import type { Reason } from './reasons.ts';

/** What a failed connection means. The thrown error is searched for a system code along its causes. */
export function problemFromThrown(thrown: unknown, asked: Asked): Problem {
  if (thrown instanceof Problem) return thrown;
  const found = findCode(thrown);
  const more: Partial<ProblemData> = { cause: describe(thrown) };
  for (const group of groups) {
    if (group.test.test(found)) {
      return providerProblem(group.reason, group.message(asked), group.remedy, {
        ...more,
        retryable: group.retryable,
      });
    }
  }
  return providerProblem(
    'network-failed',
    `The request to ${asked.host} failed on its way.`,
    'Check the network and the base URL; the output channel has the details.',
    { ...more, retryable: true },
  );
}

interface Group {
  reason: Reason;
  test: RegExp;
  retryable: boolean;
  message: (asked: Asked) => string;
  remedy: string;
}

/** Node's codes, undici's, and Chromium's `net::` names, since VS Code may send requests through either. */
const groups: readonly Group[] = [
  {
    reason: 'proxy',
    test: /ERR_PROXY|ERR_TUNNEL|ERR_NO_SUPPORTED_PROXIES|tunneling socket|proxy authentication|proxy response/i,
    retryable: false,
    message: asked => `The proxy did not let the request to ${asked.host} through.`,
    remedy:
      'Check "http.proxy" and the proxy’s user; add the host to "http.noProxy" when it is on your own network.',
  },
  {
    reason: 'certificate',
    test: /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|ERR_TLS|ERR_SSL|EPROTO|SSL routines/i,
    retryable: false,
    message: asked => `The certificate of ${asked.host} is not trusted, or does not belong to it.`,
    remedy:
      'If your company inspects traffic, add its certificate to the system’s store; else check the host’s name and your clock.',
  },
  {
    reason: 'host-not-found',
    test: /ENOTFOUND|EAI_AGAIN|EAI_NONAME|ERR_NAME_NOT_RESOLVED/,
    retryable: true,
    message: asked => `The host ${asked.host} was not found.`,
    remedy: 'Check the base URL for a typing error, and that you are connected to the network.',
  },
  {
    reason: 'connection-refused',
    test: /ECONNREFUSED|ERR_CONNECTION_REFUSED/,
    retryable: true,
    message: asked => `Nothing listens at ${asked.host}.`,
    remedy: 'Start the server, and check the port in the base URL.',
  },
  {
    reason: 'no-route',
    test: /EHOSTUNREACH|ENETUNREACH|ENETDOWN|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/,
    retryable: true,
    message: asked => `There is no way to ${asked.host} from here.`,
    remedy: 'Check that you are connected to the network or the VPN.',
  },
  {
    reason: 'no-answer',
    test: /ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ERR_(?:CONNECTION_)?TIMED_OUT|TimeoutError/,
    retryable: true,
    message: asked => `${asked.host} did not answer in time.`,
    remedy: 'Try again; if it stays so, check the firewall and the base URL.',
  },
  {
    reason: 'not-http',
    test: /HPE_|ERR_INVALID_HTTP_RESPONSE|UND_ERR_(?:RESPONSE|HEADERS_OVERFLOW)|Parse Error/,
    retryable: false,
    message: asked => `What ${asked.host} answers is not HTTP.`,
    remedy: 'Check the port and whether the base URL should begin with "https:".',
  },
  {
    reason: 'connection-lost',
    test: /ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|ERR_CONNECTION_(?:RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_STREAM_PREMATURE_CLOSE|terminated|other side closed|socket hang up/,
    retryable: true,
    message: asked => `${asked.host} closed the connection before its answer was complete.`,
    remedy: 'Try again; if it stays so, look into the server’s own log.',
  },
];

/** Codes, names and messages along the causes, as one text to search. Bounded, since causes can be circular. */
function findCode(thrown: unknown): string {
  const found: string[] = [];
  const waiting: unknown[] = [thrown];
  for (let seen = 0; waiting.length > 0 && seen < 20; seen++) {
    const item = waiting.shift();
    if (!(item instanceof Error)) continue;
    found.push(String((item as { code?: unknown }).code ?? ''), item.name, item.message);
    waiting.push(item.cause, ...((item as { errors?: unknown[] }).errors ?? []));
  }
  return found.join('\n');
}

function describe(thrown: unknown): string {
  const lines: string[] = [];
  let item: unknown = thrown;
  for (let depth = 0; item instanceof Error && depth < 5; depth++) {
    lines.push(`${item.name}: ${item.message}`);
    item = item.cause;
  }
  return lines.length > 0 ? lines.join(' <- ') : String(thrown);
}
