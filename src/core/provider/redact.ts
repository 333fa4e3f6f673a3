import type { ProblemData } from '../util/problem.ts';

/**
 * Removes what must never be read by others: the given secrets wherever they stand, anything shaped like a key or a
 * bearer header, user names in URLs, and the query values of signed URLs. The rest of the text stays as it is.
 */
export function redact(value: string, secrets: readonly string[] = []): string {
  let result = value;
  for (const secret of secrets) {
    if (secret.length >= 4) result = replaceAllForms(result, secret);
  }
  return result
    .replace(urlPattern, redactUrl)
    .replace(headerPattern, `$1$2${hidden}`)
    .replace(keyPattern, hidden)
    .replace(tokenPattern, hidden);
}

/** The same problem with every text in it redacted. */
export function redactProblem(problem: ProblemData, secrets: readonly string[]): ProblemData {
  const copy: ProblemData = {
    ...problem,
    message: redact(problem.message, secrets),
    remedy: redact(problem.remedy, secrets),
  };
  if (problem.cause !== undefined) copy.cause = redact(problem.cause, secrets);
  return copy;
}

const hidden = '[hidden]';

const urlPattern = /\bhttps?:\/\/[^\s"'<>\\)\]}]+/gi;

/** `Authorization: Bearer x`, `api-key: x`, `"x-api-key":"x"` and the like, as headers or as JSON. */
const headerPattern =
  /\b(authorization|proxy-authorization|(?:x-)?api[-_]?key|x-goog-api-key|set-cookie|cookie)(["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;}]+/gi;

/** Keys of providers, masked ones too: OpenAI repeats a refused key as `sk-abc***xyz`. */
const keyPattern =
  /\b(?:sk-|rk-|pk-lf-|fw_|fpk_|tgp_|hf_|gsk_|xai-|nvapi-)(?:[A-Za-z0-9_-]*\*[A-Za-z0-9*_-]*|[A-Za-z0-9_-]{16,})/g;

/** A bearer value that stands alone, and JSON web tokens. */
const tokenPattern = /\bbearer\s+[A-Za-z0-9._~+/=*-]{6,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gi;

const signedNames =
  /^(?:x-amz-.*|x-goog-.*|signature|sig|se|sp|sv|sr|st|spr|skoid|sktid|policy|expires|awsaccesskeyid|googleaccessid|key-pair-id|token|access_token|id_token|key|api[-_]?key|code|secret|password|auth|credential)$/i;

function redactUrl(found: string): string {
  const withoutUser = found.replace(/^(https?:\/\/)[^/?#@]*@/i, `$1${hidden}@`);
  const at = withoutUser.indexOf('?');
  if (at < 0) return withoutUser;
  const hash = withoutUser.indexOf('#', at);
  const query = withoutUser.slice(at + 1, hash < 0 ? undefined : hash);
  const pairs = query.split('&').map(pair => {
    const equals = pair.indexOf('=');
    if (equals < 0) return pair;
    const name = pair.slice(0, equals);
    return signedNames.test(name) ? `${name}=${hidden}` : pair;
  });
  return `${withoutUser.slice(0, at)}?${pairs.join('&')}`;
}

function replaceAllForms(value: string, secret: string): string {
  const encoded = encodeURIComponent(secret);
  const plain = value.split(secret).join(hidden);
  return encoded === secret ? plain : plain.split(encoded).join(hidden);
}
