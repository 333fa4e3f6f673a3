import type { Clock } from '../../util/clock.ts';
import type { Disposable } from '../../util/disposable.ts';
import { ApiError } from './apiError.ts';

/** The name of the request header that asks for a fault: `x-sandbox-fault: rate-limited; retry-after=2`. */
export const FAULT_HEADER = 'x-sandbox-fault';

/**
 * A failure to rehearse.
 * - `unauthorized`: 401, as with a wrong key
 * - `training-not-available`: 403, as on a platform whose training is closed
 * - `rate-limited`: 429; `retryAfter` in seconds becomes `Retry-After`, none without it
 * - `server-error`: 500
 * - `timeout`: no answer until the caller gives up, ten minutes at most
 * - `cut-stream`: the answer breaks off after `after` chunks (an event of a stream is a chunk), half of it without
 * - `failed-file`: an uploaded file gets the status `error`; a job with it fails
 * - `die-at-step`: the job created by this request dies at step `step`
 */
export type Fault =
  | { kind: 'unauthorized' | 'training-not-available' | 'server-error' | 'timeout' | 'failed-file' }
  | { kind: 'rate-limited'; retryAfter?: number }
  | { kind: 'cut-stream'; after?: number }
  | { kind: 'die-at-step'; step: number };

/** Which requests get a fault. All that is absent matches everything. */
export interface FaultTarget {
  method?: string;
  /** Beginning of the path, `/v1` included. */
  path?: string;
  /** How many requests get it; without end when absent. */
  times?: number;
}

/** Faults that are set from the program instead of by a header. */
export class FaultPlan {
  #planned: { fault: Fault; target: FaultTarget; left: number }[] = [];

  /** Gives requests a fault until disposed. The one set last counts. */
  inject(fault: Fault, target: FaultTarget = {}): Disposable {
    const entry = { fault, target, left: target.times ?? Infinity };
    this.#planned.unshift(entry);
    return {
      dispose: () => {
        this.#planned = this.#planned.filter(other => other !== entry);
      },
    };
  }

  /** The fault for a request, by its header or by the plan; undefined for none. Counts it as given. */
  take(request: Request): Fault | undefined {
    const header = request.headers.get(FAULT_HEADER);
    if (header !== null) return parseFault(header);
    const { pathname } = new URL(request.url);
    const entry = this.#planned.find(
      ({ target, left }) =>
        left > 0 &&
        (target.method ?? request.method) === request.method &&
        pathname.startsWith(target.path ?? '/'),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    return entry.fault;
  }
}

/** Fails a request as a fault wants it; returns when the fault concerns the answer or a job instead. */
export async function failRequest(fault: Fault, request: Request, clock: Clock): Promise<void> {
  if (fault.kind === 'timeout') {
    await clock.sleep(TIMEOUT, request.signal);
    throw new ApiError(504, 'The request was not answered in time.', {
      type: 'server_error',
      code: 'timeout',
    });
  }
  const error = FAILURES[fault.kind]?.(fault);
  if (error !== undefined) throw error;
}

/** An answer that breaks off. */
export function cutResponse(response: Response, after: number | undefined): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  let chunks = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        chunks += 1;
        if (after === undefined) controller.enqueue(value.subarray(0, value.length >> 1));
        else if (chunks <= after) return controller.enqueue(value);
        await reader.cancel().catch(() => {});
        controller.error(new TypeError('terminated'));
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(body, { status: response.status, headers });
}

/** Ten minutes: longer than any client waits by itself. */
const TIMEOUT = 600_000;

const FAILURES: Readonly<Partial<Record<Fault['kind'], (fault: Fault) => ApiError>>> = {
  unauthorized: () => incorrectKey(),
  'training-not-available': () =>
    new ApiError(403, 'Training is not available on this platform. (Rehearsed by x-sandbox-fault.)', {
      code: 'training_not_available',
    }),
  'rate-limited': fault => {
    const seconds = fault.kind === 'rate-limited' ? fault.retryAfter : undefined;
    return new ApiError(429, 'Rate limit reached for requests. (Rehearsed by x-sandbox-fault.)', {
      type: 'requests',
      code: 'rate_limit_exceeded',
      headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
    });
  },
  'server-error': () =>
    new ApiError(
      500,
      'The server had an error while processing your request. (Rehearsed by x-sandbox-fault.)',
      {
        type: 'server_error',
      },
    ),
};

/** What a wrong or missing key is answered with. The key itself is never repeated. */
export function incorrectKey(request?: Request): ApiError {
  const isMissing = request?.headers.has('authorization') === false;
  const message = isMissing
    ? 'You didn\'t provide an API key. Send the token that the sandbox printed as "Authorization: Bearer TOKEN".'
    : 'Incorrect API key provided. The sandbox prints its token when it starts.';
  return new ApiError(401, message, isMissing ? {} : { code: 'invalid_api_key' });
}

/** Reads a fault from its header. Throws an `ApiError` 400 that names the known ones. */
export function parseFault(header: string): Fault {
  const [name, ...settings] = header.split(';').map(part => part.trim());
  const values = new Map(
    settings.map(setting => setting.split('=', 2).map(part => part.trim()) as [string, string]),
  );
  const fault = PARSERS[name ?? '']?.(key => numberOf(values.get(key)));
  if (fault === undefined) {
    throw new ApiError(400, `Unknown fault in ${FAULT_HEADER}. Known: ${Object.keys(PARSERS).join(', ')}.`, {
      code: 'unknown_fault',
      param: FAULT_HEADER,
    });
  }
  return fault;
}

type Parser = (value: (key: string) => number | undefined) => Fault | undefined;

const PARSERS: Readonly<Record<string, Parser | undefined>> = {
  __proto__: null as never,
  unauthorized: () => ({ kind: 'unauthorized' }),
  'training-not-available': () => ({ kind: 'training-not-available' }),
  'rate-limited': value => withNumber({ kind: 'rate-limited' }, 'retryAfter', value('retry-after')),
  'server-error': () => ({ kind: 'server-error' }),
  timeout: () => ({ kind: 'timeout' }),
  'cut-stream': value => withNumber({ kind: 'cut-stream' }, 'after', value('after')),
  'failed-file': () => ({ kind: 'failed-file' }),
  'die-at-step': value => ({ kind: 'die-at-step', step: value('step') ?? 1 }),
};

function withNumber<T extends Fault>(fault: T, key: string, value: number | undefined): T {
  return value === undefined ? fault : { ...fault, [key]: value };
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) || value < 0 ? undefined : value;
}
