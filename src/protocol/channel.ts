import type { Disposable } from '../core/util/disposable.ts';
import { cancelledProblem, Problem, type ProblemData, toProblemData } from '../core/util/problem.ts';

/** What one side can be asked and can be told. Params, results, progress and events are structured-cloneable. */
export interface Contract {
  /** Answered, cancellable. `progress` is what the answering side may report before it is done. */
  requests: Record<string, { params: unknown; result: unknown; progress?: unknown }>;
  /** Not answered. */
  events: Record<string, unknown>;
}

/** The wire: a worker's port or a page's `postMessage`. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Disposable;
}

export interface RequestContext<Progress> {
  /** Aborted when the asking side no longer wants the answer, or is gone. */
  signal: AbortSignal;
  progress(progress: Progress): void;
}

/** One function per request of a contract. */
export type Handlers<C extends Contract> = {
  [K in keyof C['requests']]: (
    params: C['requests'][K]['params'],
    context: RequestContext<C['requests'][K]['progress']>,
  ) => Promise<C['requests'][K]['result']> | C['requests'][K]['result'];
};

export interface CallOptions<Progress> {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

type Message =
  | { kind: 'request'; id: number; method: string; params: unknown }
  | { kind: 'cancel'; id: number }
  | { kind: 'progress'; id: number; progress: unknown }
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'problem'; id: number; problem: ProblemData }
  | { kind: 'event'; name: string; data: unknown };

interface Waiting {
  resolve(result: unknown): void;
  reject(problem: Problem): void;
  onProgress: ((progress: never) => void) | undefined;
  release(): void;
}

/**
 * One end of a typed conversation between the extension and a worker or a page. Every request is settled: by an
 * answer, by a `problem` when the handler throws, by cancelling, or by disposing either end.
 */
export class Channel<Serves extends Contract, Calls extends Contract> implements Disposable {
  readonly #port: Port;
  readonly #handlers: Handlers<Serves>;
  readonly #subscription: Disposable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #running = new Map<number, AbortController>();
  readonly #listeners = new Map<string, Set<(data: never) => void>>();
  #nextId = 1;
  #disposed = false;

  constructor(port: Port, handlers: Handlers<Serves>) {
    this.#port = port;
    this.#handlers = handlers;
    this.#subscription = port.onMessage(message => this.#receive(message));
  }

  /** Asks the other side. Rejects with a `Problem`, `cancelled` when the signal aborts. */
  call<K extends keyof Calls['requests'] & string>(
    method: K,
    params: Calls['requests'][K]['params'],
    options: CallOptions<Calls['requests'][K]['progress']> = {},
  ): Promise<Calls['requests'][K]['result']> {
    const { signal, onProgress } = options;
    return new Promise((resolve, reject) => {
      if (this.#disposed) return reject(closedProblem());
      if (signal?.aborted) return reject(cancelledProblem());
      const id = this.#nextId++;
      const cancel = () => {
        this.#waiting.delete(id);
        this.#send({ kind: 'cancel', id });
        reject(cancelledProblem());
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.#waiting.set(id, {
        resolve: result => resolve(result as Calls['requests'][K]['result']),
        reject,
        onProgress,
        release: () => signal?.removeEventListener('abort', cancel),
      });
      this.#send({ kind: 'request', id, method, params });
    });
  }

  /** Tells the other side something. */
  emit<K extends keyof Calls['events'] & string>(name: K, data: Calls['events'][K]): void {
    if (!this.#disposed) this.#send({ kind: 'event', name, data });
  }

  /** Hears an event of the other side. */
  on<K extends keyof Serves['events'] & string>(
    name: K,
    listener: (data: Serves['events'][K]) => void,
  ): Disposable {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener as (data: never) => void);
    return { dispose: () => void listeners.delete(listener as (data: never) => void) };
  }

  /** Settles everything that waits with `problem`, and lets the other side's requests go. */
  dispose(problem: Problem = closedProblem()): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#subscription.dispose();
    for (const waiting of this.#waiting.values()) {
      waiting.release();
      waiting.reject(problem);
    }
    this.#waiting.clear();
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  #receive(raw: unknown): void {
    if (this.#disposed || !isMessage(raw)) return;
    if (raw.kind === 'request') void this.#answer(raw.id, raw.method, raw.params);
    else if (raw.kind === 'cancel') this.#running.get(raw.id)?.abort();
    else if (raw.kind === 'event') this.#deliver(raw.name, raw.data);
    else if (raw.kind === 'progress') this.#waiting.get(raw.id)?.onProgress?.(raw.progress as never);
    else {
      const waiting = this.#waiting.get(raw.id);
      if (!waiting) return;
      this.#waiting.delete(raw.id);
      waiting.release();
      if (raw.kind === 'result') waiting.resolve(raw.result);
      else waiting.reject(new Problem(raw.problem));
    }
  }

  async #answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      if (!Object.hasOwn(this.#handlers, method)) throw unknownMethod(method);
      const handler = this.#handlers[method as keyof Serves['requests']];
      const context: RequestContext<unknown> = {
        signal: controller.signal,
        progress: progress => this.#send({ kind: 'progress', id, progress }),
      };
      const result = await handler(params as never, context as never);
      this.#send({ kind: 'result', id, result });
    } catch (error) {
      this.#send({ kind: 'problem', id, problem: toProblemData(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #deliver(name: string, data: unknown): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(data as never);
  }

  #send(message: Message): void {
    if (!this.#disposed || message.kind === 'cancel') this.#port.post(message);
  }
}

function isMessage(raw: unknown): raw is Message {
  return typeof raw === 'object' && raw !== null && typeof (raw as { kind?: unknown }).kind === 'string';
}

function closedProblem(): Problem {
  return new Problem({
    code: 'cancelled',
    message: 'The part of Tunewright that was asked has been closed.',
    remedy: 'Try again.',
  });
}

function unknownMethod(method: string): Problem {
  return new Problem({
    code: 'internal',
    message: `Nobody answers "${method}" here.`,
    remedy: 'Reload the window: a page or worker of another version may be left over.',
  });
}
