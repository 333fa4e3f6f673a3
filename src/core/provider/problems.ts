import { Problem, type ProblemData } from '../util/problem.ts';
import { htmlTitle, isHtml, readErrorBody } from './errorBody.ts';
import { nearestNames } from './nearest.ts';
import { type Asked, providerProblem, type RefusedAnswer, type Say } from './providerProblem.ts';
import { fromStatus, fromWords } from './refusals.ts';

/** What a refusal means, and what to do about it. */
export function problemFromAnswer(answer: RefusedAnswer, asked: Asked): Problem {
  const body = readErrorBody(answer.body);
  const more: Partial<ProblemData> = {};
  if (answer.requestId !== undefined) more.requestId = answer.requestId;
  if (answer.retryAfterMs !== undefined) more.retryAfterMs = answer.retryAfterMs;
  if (body.message) more.cause = body.message;
  const say: Say = (reason, message, remedy, extra = {}) =>
    providerProblem(reason, message, remedy, { ...more, ...extra });
  if (isHtml(answer.body)) return fromPage(answer, asked, say);
  return fromWords(body, answer.status, asked, say) ?? fromStatus(body, answer.status, asked, say);
}

/** An error object inside an answer that began as a success. Some gateways give it a status as its code. */
export function problemFromErrorObject(error: unknown, asked: Asked, requestId?: string): Problem {
  const body = readErrorBody(JSON.stringify({ error }));
  const status = Number(body.code);
  const answer: RefusedAnswer = {
    status: status >= 400 && status < 600 ? status : 200,
    body: JSON.stringify({ error }),
  };
  if (requestId !== undefined) answer.requestId = requestId;
  return problemFromAnswer(answer, asked);
}

/** The same problem, offering the names that come nearest to the unknown model's. */
export function withNearestModels(problem: Problem, wanted: string, known: readonly string[]): Problem {
  const nearest = nearestNames(wanted, known);
  if (nearest.length === 0) return problem;
  const quoted = nearest.map(name => `"${name}"`).join(', ');
  return new Problem({
    ...problem.data,
    message: `There is no model "${wanted}".`,
    remedy: nearest.length === 1 ? `Did you mean ${quoted}?` : `Did you mean one of ${quoted}?`,
    details: { ...problem.data.details, wanted, nearest },
  });
}

function fromPage(answer: RefusedAnswer, asked: Asked, say: Say): Problem {
  if (answer.status === 407) return fromStatus({}, 407, asked, say);
  const title = htmlTitle(answer.body);
  const named = title ? ` ("${title}")` : '';
  if (answer.status === 401 || answer.status === 403) {
    return say(
      'login-page',
      `${asked.host} answered with a page${named} (HTTP ${answer.status}): something between you and the service blocks it.`,
      'Check VPN, proxy and firewall, or open the address in a browser to see what it wants.',
    );
  }
  if (answer.status === 429 || answer.status >= 500) return fromStatus({}, answer.status, asked, say);
  return htmlProblem(answer.status, title, asked, say);
}

/** A page where data was expected. */
export function htmlProblem(
  status: number,
  title: string | undefined,
  asked: Asked,
  say: Say = providerProblem,
): Problem {
  const named = title ? ` ("${title}")` : '';
  return say(
    'html-page',
    `${asked.host} answered with a web page${named} instead of data (HTTP ${status}).`,
    'Check the base URL: it must be the API’s, not the web site’s; most end in "/v1".',
  );
}
