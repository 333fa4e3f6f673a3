import type { Clock } from '../util/clock.ts';
import { Problem } from '../util/problem.ts';
import {
  abortReason,
  orAbort,
  readChunks,
  readText,
  StalledError,
  throwIfAborted,
  TooLongError,
} from './body.ts';
import { baseUrlOf, type Connection, originOf } from './connection.ts';
import { connectionKindInfo } from './connectionKinds.ts';
import { noAnswer, redirected, redirectTarget, requestIdOf } from './answers.ts';
import type { Answer, Outgoing, ProviderContext, Repeat } from './outgoing.ts';
import { htmlTitle, isHtml } from './errorBody.ts';
import { defined } from './lenient.ts';
import { problemFromThrown } from './networkProblems.ts';
import { htmlProblem, problemFromAnswer } from './problems.ts';
import { type Asked, providerProblem } from './providerProblem.ts';
import { redact, redactProblem } from './redact.ts';
import type { Reason } from './reasons.ts';
import { sendOnce } from './sendOnce.ts';
import { defaultLimits, growingWait, type Limits, readRetryAfter } from './waits.ts';

/**
 * All traffic of one connection. The key goes to the connection's own origin and nowhere else: redirects are never
 * followed across origins, and another origin can only be reached by `external`, which knows no key. Each failure is
 * a redacted `Problem`; an abort stays an abort; every wait ends.
 */
export class Transport {
  readonly limits: Limits;
  readonly baseUrl: string;
  readonly origin: string;
  readonly clock: Clock;
  #connection: Connection;
  #context: ProviderContext;
  /** Keys that were sent, so that no answer and no error repeats them. */
  #secrets = new Set<string>();

  constructor(connection: Connection, context: ProviderContext) {
    const baseUrl = baseUrlOf(connection);
    const origin = originOf(connection);
    if (!baseUrl || !origin) {
      throw providerProblem(
        'no-address',
        `"${connection.name}" has no usable address.`,
        'Give the connection an http or https base URL.',
      );
    }
    this.baseUrl = baseUrl;
    this.origin = origin;
    this.clock = context.clock;
    this.limits = { ...defaultLimits, ...context.limits };
    this.#connection = connection;
    this.#context = context;
  }

  /** For the sentences of problems. */
  asked(keySent = true): Asked {
    return { name: this.#connection.name, host: new URL(this.baseUrl).host, keySent };
  }

  /** Sends and reads a JSON answer. */
  async json(outgoing: Outgoing, signal?: AbortSignal): Promise<Answer> {
    const response = await this.open(outgoing, signal);
    return this.#guarded(outgoing, signal, async () => {
      const body = await this.#wholeBody(response, signal);
      const answer: Answer = { value: undefined, status: response.status, headers: response.headers };
      const requestId = requestIdOf(response.headers);
      if (requestId !== undefined) answer.requestId = requestId;
      if (body.trim() !== '') answer.value = this.#parsed(body, response);
      return answer;
    });
  }

  /** Sends and hands over a successful answer whose body has not been read. */
  async open(outgoing: Outgoing, signal?: AbortSignal): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      throwIfAborted(signal);
      try {
        return await this.#guarded(outgoing, signal, () => this.#attempt(outgoing, signal));
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        await this.#waitOrThrow(thrown, outgoing.repeat, attempt, signal);
      }
    }
  }

  /** A request to a signed URL on another host: no key, no repetition, no redirect. */
  async external(outgoing: Omit<Outgoing, 'repeat' | 'query'>, signal?: AbortSignal): Promise<Response> {
    return this.#guarded({ ...outgoing, repeat: 'never' }, signal, async () => {
      const asked: Asked = { name: this.#connection.name, host: new URL(outgoing.url).host, keySent: false };
      const response = await this.#send(outgoing.url, outgoing, new Headers(outgoing.headers), signal);
      if (response.ok) return response;
      throw await this.#refusal(response, asked, signal);
    });
  }

  /** The pieces of a live body. */
  chunks(response: Response, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    return readChunks(response.body, this.clock, { idleMs: this.limits.idleMs }, signal);
  }

  /** Turns whatever was thrown on the way into a redacted problem; an abort is thrown on. */
  problemOf(thrown: unknown, signal?: AbortSignal): Problem {
    if (signal?.aborted) throw abortReason(signal);
    return this.redacted(this.#problemOf(thrown));
  }

  /** The problem without any key that this connection has sent. */
  redacted(problem: Problem): Problem {
    return new Problem(redactProblem(problem.data, [...this.#secrets]));
  }

  #problemOf(thrown: unknown): Problem {
    const asked = this.asked();
    if (thrown instanceof StalledError) {
      return providerProblem(
        'answer-stalled',
        `${asked.host} stopped in the middle of its answer.`,
        'Try again; a shorter answer helps.',
        { retryable: true },
      );
    }
    if (thrown instanceof TooLongError || thrown instanceof RangeError) {
      return providerProblem(
        'too-long',
        `${asked.host} sent more than anybody can read.`,
        'Check the base URL of the connection.',
      );
    }
    return problemFromThrown(thrown, asked);
  }

  async #attempt(outgoing: Outgoing, signal: AbortSignal | undefined): Promise<Response> {
    let url = this.#address(outgoing);
    const headers = new Headers(outgoing.headers);
    const key = await this.#key(signal);
    if (key) {
      const style = connectionKindInfo[this.#connection.kind].keyHeader;
      if (style === 'api-key') headers.set('api-key', key);
      else headers.set('authorization', `Bearer ${key}`);
    }
    const asked = this.asked(Boolean(key));
    for (let hops = 0; ; hops++) {
      const response = await this.#send(url, outgoing, headers, signal);
      const target = redirectTarget(response, url);
      if (target === undefined) {
        if (response.ok) return response;
        throw await this.#refusal(response, asked, signal);
      }
      response.body?.cancel().catch(() => {});
      if (target === '' || new URL(target).origin !== this.origin || outgoing.method !== 'GET' || hops >= 5) {
        throw redirected(url, target, asked);
      }
      url = target;
    }
  }

  async #key(signal: AbortSignal | undefined): Promise<string | undefined> {
    const { name } = this.#connection;
    let key: string | undefined;
    try {
      key = (await orAbort(this.#context.key(), signal))?.trim();
    } catch (thrown) {
      throwIfAborted(signal);
      throw providerProblem(
        'no-key',
        `The key of ${name} could not be read.`,
        'Enter the key of this connection again.',
        {
          cause: String(thrown),
        },
      );
    }
    if (!key) return undefined;
    this.#secrets.add(key);
    if (/[^\x21-\x7e]/.test(key)) {
      const remedy = 'Enter it again: it may have been copied with quotation marks, blanks or a line break.';
      throw providerProblem('wrong-key', `The key of ${name} has characters that no key has.`, remedy);
    }
    return key;
  }

  async #send(
    url: string,
    outgoing: Pick<Outgoing, 'method' | 'body'>,
    headers: Headers,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const { clock, limits } = this;
    const started = clock.now();
    const init: RequestInit & { duplex?: 'half' } = { method: outgoing.method, headers, redirect: 'manual' };
    if (outgoing.body) Object.assign(init, { body: outgoing.body(), duplex: 'half' });
    const headersMs = outgoing.method === 'GET' ? limits.readHeadersMs : limits.headersMs;
    const response = await sendOnce(url, init, this.#context.fetch, clock, headersMs, signal);
    if (!response) throw noAnswer(this.asked());
    const took = clock.now() - started;
    const id = requestIdOf(response.headers) ?? '';
    this.#log(`${outgoing.method} ${url.split('?')[0]} ${response.status} ${took} ms ${id}`);
    return response;
  }

  async #refusal(response: Response, asked: Asked, signal: AbortSignal | undefined): Promise<Problem> {
    const body = await this.#wholeBody(response, signal, 1024 * 1024).catch(thrown => {
      if (signal?.aborted) throw thrown;
      return '';
    });
    const requestId = requestIdOf(response.headers);
    const retryAfterMs = readRetryAfter(response.headers, this.clock.now());
    return problemFromAnswer(
      defined({ status: response.status, body, requestId, retryAfterMs }) as never,
      asked,
    );
  }

  async #waitOrThrow(
    problem: Problem,
    repeat: Repeat,
    attempt: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { reason, retryAfterMs, code } = problem.data;
    const mayRepeat =
      repeat === 'any' ? passing.has(reason as Reason) : repeat === 'refused' && code === 'rate-limited';
    const milliseconds = retryAfterMs ?? growingWait(attempt);
    if (!mayRepeat || attempt >= this.limits.attempts || milliseconds > this.limits.longestWaitMs)
      throw problem;
    const until = this.clock.now() + milliseconds;
    this.#context.onWait?.({ milliseconds, until, attempt, problem: problem.data });
    this.#log(`waiting ${milliseconds} ms after attempt ${attempt}: ${problem.message}`);
    await orAbort(this.clock.sleep(milliseconds, signal), signal);
  }

  #wholeBody(
    response: Response,
    signal: AbortSignal | undefined,
    longest = 64 * 1024 * 1024,
  ): Promise<string> {
    const { idleMs, totalMs } = this.limits;
    return readText(readChunks(response.body, this.clock, { idleMs, totalMs }, signal), longest);
  }

  #parsed(body: string, response: Response): unknown {
    try {
      return JSON.parse(body.charCodeAt(0) === 0xfeff ? body.slice(1) : body);
    } catch {
      const asked = this.asked();
      if (isHtml(body)) throw htmlProblem(response.status, htmlTitle(body), asked);
      const requestId = requestIdOf(response.headers);
      throw providerProblem(
        'not-json',
        `${asked.host} answered with something that is not JSON.`,
        'Check the base URL and the kind of the connection; the answer may also have been cut on its way.',
        { retryable: true, cause: body.slice(0, 300), ...(requestId === undefined ? {} : { requestId }) },
      );
    }
  }

  /** Runs a step; what it throws leaves as a redacted problem, an abort as itself. */
  async #guarded<T>(outgoing: Outgoing, signal: AbortSignal | undefined, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (thrown) {
      const problem = this.problemOf(thrown, signal);
      const { code, reason, cause } = problem.data;
      this.#log(
        `${outgoing.method} ${outgoing.url.split('?')[0]} failed: ${code} ${reason ?? ''} ${cause ?? ''}`,
      );
      throw problem;
    }
  }

  #address(outgoing: Outgoing): string {
    const url = new URL(/^https?:/.test(outgoing.url) ? outgoing.url : this.baseUrl + outgoing.url);
    if (url.origin !== this.origin) throw redirected(this.baseUrl, url.href, this.asked(false));
    for (const [name, value] of Object.entries(outgoing.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const dated = this.#connection.kind === 'azure' ? this.#connection.apiVersion : undefined;
    if (dated !== undefined && !url.searchParams.has('api-version'))
      url.searchParams.set('api-version', dated);
    return url.href;
  }

  #log(line: string): void {
    this.#context.log?.(redact(line, [...this.#secrets]).trim());
  }
}

/**
 * What may be over in a moment. A host that is not there is not asked again by itself: nothing would change, and
 * whoever tests a connection wants to know at once.
 */
const passing: ReadonlySet<Reason> = new Set([
  'rate-limit',
  'server-error',
  'overloaded',
  'gateway-timeout',
  'connection-lost',
  'network-failed',
  'answer-stalled',
  'not-json',
]);
