import type { Problem } from '../util/problem.ts';
import { type Asked, providerProblem } from './providerProblem.ts';

/** The id under which the server knows the request; the names are those of OpenAI, Azure, gateways and Cloudflare. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of ['x-request-id', 'apim-request-id', 'x-ms-request-id', 'request-id', 'cf-ray']) {
    const value = headers.get(name);
    if (value) return value;
  }
  return undefined;
}

/** Where a redirect leads: undefined when it is none, empty when it does not say. */
export function redirectTarget(response: Response, from: string): string | undefined {
  if (response.type === 'opaqueredirect') return '';
  if (response.status < 300 || response.status >= 400 || response.status === 304) return undefined;
  const location = response.headers.get('location');
  return location && URL.canParse(location, from) ? new URL(location, from).href : '';
}

/** The problem of a redirect that is not followed. */
export function redirected(from: string, to: string, asked: Asked): Problem {
  const target = to === '' ? undefined : new URL(to);
  const source = new URL(from);
  const host = target ? `to ${target.host}` : 'elsewhere';
  const details = target ? { details: { target: target.origin } } : {};
  if (target?.origin === source.origin) {
    return providerProblem(
      'redirected',
      `${asked.host} redirects the request to another of its own addresses, which was not followed.`,
      'Check the path of the base URL; most end in "/v1".',
      details,
    );
  }
  const onlySecure =
    target?.hostname === source.hostname && source.protocol === 'http:' && target.protocol === 'https:';
  return providerProblem(
    'redirected',
    `${asked.host} redirects the request ${host}. It was not followed, and the key was not sent there.`,
    onlySecure
      ? 'Change the base URL to begin with "https:".'
      : 'If the new host is right, set it as the base URL and enter the key again.',
    details,
  );
}

export function noAnswer(asked: Asked): Problem {
  return providerProblem(
    'no-answer',
    `${asked.host} did not answer in time.`,
    'Try again; a local server may still be loading its model.',
    { retryable: true },
  );
}
