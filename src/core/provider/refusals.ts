import type { Problem } from '../util/problem.ts';
import { type ContextOverflow, readContextOverflow } from './contextExceeded.ts';
import type { ErrorBody } from './errorBody.ts';
import type { Asked, Say } from './providerProblem.ts';

/** What the server's own code or words settle, whatever the status. */
export function fromWords(body: ErrorBody, status: number, asked: Asked, say: Say): Problem | undefined {
  const code = `${body.code ?? ''} ${body.type ?? ''}`;
  const words = body.message ?? '';
  if (/training_not_available/.test(code)) return trainingClosed(asked, say);
  if (
    /insufficient_quota|billing_|exceeded_quota|insufficient_credit|payment_required/i.test(code) ||
    status === 402
  ) {
    return say(
      'no-credit',
      `${asked.name} refused: the account has no credit left.`,
      'Add credit or raise the spending limit in the account’s billing page; the sandbox works without any.',
    );
  }
  if (/unsupported_country_region/.test(code)) {
    return say(
      'region-not-supported',
      `${asked.name} does not serve your country or region.`,
      'Use another provider, a server of your own, or the sandbox.',
    );
  }
  if (/content_filter|content_policy|ResponsibleAIPolicyViolation|moderation_blocked/i.test(code)) {
    return say(
      'content-filtered',
      `${asked.name} filtered the request: its content is against the provider’s policy.`,
      'Change the text that was sent; on Azure the deployment’s content filter can be adjusted.',
    );
  }
  const refusal = status >= 400 && status < 500 && status !== 401 && status !== 429;
  const overflow =
    refusal || /context_length|exceed_context/.test(code)
      ? readContextOverflow(`${words} ${code}`)
      : undefined;
  if (overflow) return tooLong(overflow, say);
  const unknownModel =
    /model_not_found|DeploymentNotFound|invalid_model|model_not_available/i.test(code) ||
    (refusal &&
      /\bmodel\b.*(?:does not exist|not found|not exist|is not available|unknown)|no such model|unknown model/i.test(
        words,
      ));
  if (unknownModel) {
    return say(
      'model-unknown',
      `${asked.name} does not know this model, or your key may not use it.`,
      'Choose a model from the connection’s list; on Azure, use the name of a deployment.',
    );
  }
  return undefined;
}

function trainingClosed(asked: Asked, say: Say): Problem {
  return say(
    'training-not-available',
    `${asked.name} no longer lets this organisation start fine-tuning jobs: the platform is being wound down.`,
    'Tune elsewhere with the same file: add an Azure OpenAI, Nebius, Together or Fireworks connection, a LocalAI server, or rehearse in the sandbox.',
  );
}

function tooLong(overflow: ContextOverflow, say: Say): Problem {
  const { limit, asked, overBy } = overflow;
  const by = overBy === undefined ? '' : ` by ${overBy} tokens`;
  const of = limit === undefined ? '' : ` of ${limit} tokens`;
  const details: Record<string, number> = {};
  if (limit !== undefined) details.limit = limit;
  if (asked !== undefined) details.asked = asked;
  if (overBy !== undefined) details.overBy = overBy;
  return say(
    'context-exceeded',
    `The request exceeds the model’s context${of}${by}.`,
    'Shorten the messages, lower the token limit of the answer, or choose a model with a longer context.',
    { details },
  );
}

/** What only the status settles. */
export function fromStatus(body: ErrorBody, status: number, asked: Asked, say: Say): Problem {
  const words = body.message ? ` It said: ${sentence(body.message)}` : '';
  if (status === 401) {
    return asked.keySent
      ? say(
          'wrong-key',
          `${asked.name} does not accept the key.${words}`,
          'Enter the key of this connection again; check that it is not revoked.',
        )
      : say(
          'no-key',
          `${asked.name} wants a key, and this connection has none.`,
          'Enter a key for this connection.',
        );
  }
  if (status === 403) {
    return say(
      'no-access',
      `${asked.name} forbids this to your key.${words}`,
      'Use a key with more rights, or ask the account’s owner for access.',
    );
  }
  if (status === 404 || status === 410) return notFound(body, words, asked, say);
  if (status === 405 || status === 501) {
    return say(
      'no-such-call',
      `${asked.name} does not offer this call.${words}`,
      'Check the base URL and the kind of the connection.',
    );
  }
  if (status === 407) {
    return say(
      'proxy',
      'The proxy wants you to log in.',
      'Set the proxy with its user in "http.proxy", or sign in to it.',
    );
  }
  if (status === 408 || status === 504 || status === 524) {
    return say(
      'gateway-timeout',
      `${asked.host} gave up waiting (HTTP ${status}).${words}`,
      'Try again; a shorter request helps.',
      { retryable: true },
    );
  }
  if (status === 409)
    return say(
      'conflict',
      `${asked.name} says that this is in conflict with its state.${words}`,
      'Refresh and look at the present state before trying again.',
    );
  if (status === 413)
    return say(
      'too-large',
      `${asked.name} finds the request too large.${words}`,
      'Send less, or split the file.',
    );
  if (status === 429) {
    return say(
      'rate-limit',
      `${asked.name} is limiting the rate of requests.${words}`,
      'Wait a little, or run fewer requests at once.',
      { retryable: true },
    );
  }
  if (status === 502 || status === 503 || status === 529) {
    return say(
      'overloaded',
      `${asked.host} cannot serve the request at the moment (HTTP ${status}).${words}`,
      'Try again in a minute.',
      { retryable: true },
    );
  }
  if (status >= 500) {
    return say(
      'server-error',
      `${asked.name} failed inside (HTTP ${status}).${words}`,
      'Try again; if it stays, tell the provider the request id.',
      { retryable: true },
    );
  }
  if (status >= 400) {
    const details: Record<string, string> = {};
    if (body.param) details.param = body.param;
    if (body.code) details.code = body.code;
    return say(
      'invalid-request',
      `${asked.name} rejected the request (HTTP ${status}).${words}`,
      'Change what the message names and send it again.',
      { details },
    );
  }
  if (status === 200) {
    return say(
      'server-error',
      `${asked.name} failed while it was answering.${words}`,
      'Send the request again; if it stays, tell the provider the request id.',
      { retryable: true },
    );
  }
  return say(
    'unknown-status',
    `${asked.host} answered with HTTP ${status}, which means nothing here.`,
    'Check the base URL of the connection.',
  );
}

function notFound(body: ErrorBody, words: string, asked: Asked, say: Say): Problem {
  // A service that knows its own path explains what is missing; a bare 404 means that the path itself is wrong.
  if (
    body.message &&
    !/^(?:not found|404\b|page not found|no route|cannot (?:get|post))/i.test(body.message.trim())
  ) {
    return say(
      'no-such-thing',
      `${asked.name} did not find it.${words}`,
      'It may have been deleted, or belong to another account; refresh the list.',
    );
  }
  return say(
    'no-such-path',
    `${asked.host} has no such path.`,
    'Check the base URL of the connection; most end in "/v1".',
  );
}

/** The server's words as one sentence of bearable length. */
function sentence(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().slice(0, 300);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
