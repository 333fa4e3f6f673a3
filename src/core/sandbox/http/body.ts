import type * as z from 'zod';
import { pathText } from '../../util/pathText.ts';
import { ApiError } from './apiError.ts';

/** Most bytes of a JSON request. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;

/** The bytes of a request. Rejects with an `ApiError` 413 when there are more than `limit`. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw tooLarge(limit);
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel().catch(() => {});
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
  return joined(chunks, length);
}

/** The body of a JSON request, checked. Rejects with an `ApiError` that names the parameter that is wrong. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const bytes = await readBytes(request, MAX_JSON_BYTES);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ApiError(
      400,
      'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly. The API expects a JSON payload, but what was sent was not valid JSON.)',
    );
  }
  return checked(value, schema);
}

/** A value that fits a schema. Throws an `ApiError` in OpenAI's words when it does not. */
export function checked<T>(value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw issueError(deepest(result.error.issues));
}

type Issue = z.core.$ZodIssue;

/** Of a union the branch that came furthest tells best what is wrong. */
function deepest(issues: readonly Issue[]): Issue {
  const issue = issues[0]!;
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.filter(branch => branch.length > 0).map(branch => deepest(branch));
  const best = inner.reduce<Issue | undefined>(
    (furthest, candidate) => (candidate.path.length > (furthest?.path.length ?? 0) ? candidate : furthest),
    undefined,
  );
  return best === undefined ? issue : ({ ...best, path: [...issue.path, ...best.path] } as Issue);
}

function issueError(issue: Issue): ApiError {
  const param = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = pathText([...issue.path, issue.keys[0]!]);
    return new ApiError(400, `Unknown parameter: '${unknown}'.`, {
      code: 'unknown_parameter',
      param: unknown,
    });
  }
  if (issue.input === undefined && issue.path.length > 0) {
    return new ApiError(400, `Missing required parameter: '${param}'.`, {
      code: 'missing_required_parameter',
      param,
    });
  }
  const code = issue.code === 'invalid_type' ? 'invalid_type' : 'invalid_value';
  const place = param === '' ? 'the request' : `'${param}'`;
  return new ApiError(400, `Invalid value for ${place}: ${issue.message}.`, {
    code,
    ...(param === '' ? {} : { param }),
  });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLarge(limit: number): ApiError {
  return new ApiError(413, `The request is larger than the ${limit} bytes that are accepted.`, {
    code: 'request_too_large',
  });
}
