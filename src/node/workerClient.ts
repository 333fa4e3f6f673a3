import { Worker } from 'node:worker_threads';
import type { Disposable } from '../core/util/disposable.ts';
import { Problem } from '../core/util/problem.ts';
import { type CallOptions, Channel, type Contract, type Port } from '../protocol/channel.ts';
import type { NoContract } from '../protocol/lint.ts';

/**
 * A worker thread that is started at its first request and started anew after it died. What it was asked when it
 * died is answered with a `Problem`; who asked must say again what the new thread needs to know.
 */
export class WorkerClient<C extends Contract> implements Disposable {
  readonly #file: string;
  readonly #onDeath: () => void;
  #running: { worker: Worker; channel: Channel<NoContract, C> } | undefined;
  #disposed = false;

  /** `file` is the bundled entry. `onDeath` is called when a running worker ends without being asked to. */
  constructor(file: string, onDeath: () => void = () => {}) {
    this.#file = file;
    this.#onDeath = onDeath;
  }

  call<K extends keyof C['requests'] & string>(
    method: K,
    params: C['requests'][K]['params'],
    options?: CallOptions<C['requests'][K]['progress']>,
  ): Promise<C['requests'][K]['result']> {
    return this.#start().call(method, params, options);
  }

  /** Ends the thread at once, whatever it does. The next request starts a new one. */
  kill(problem: Problem = deadProblem()): void {
    const running = this.#running;
    this.#running = undefined;
    running?.channel.dispose(problem);
    void running?.worker.terminate();
  }

  dispose(): void {
    this.#disposed = true;
    this.kill();
  }

  #start(): Channel<NoContract, C> {
    if (this.#running) return this.#running.channel;
    if (this.#disposed) throw deadProblem();
    const worker = new Worker(this.#file, { stdout: false, stderr: false });
    const channel = new Channel<NoContract, C>(portOf(worker), {});
    this.#running = { worker, channel };
    const died = (cause: string) => {
      if (this.#running?.worker !== worker) return;
      this.#running = undefined;
      channel.dispose(deadProblem(cause));
      this.#onDeath();
    };
    worker.on('error', error => died(error.message));
    worker.on('exit', code => died(`exit code ${code}`));
    worker.unref();
    return channel;
  }
}

function portOf(worker: Worker): Port {
  return {
    post: message => worker.postMessage(message),
    onMessage: listener => {
      worker.on('message', listener);
      return { dispose: () => void worker.off('message', listener) };
    },
  };
}

function deadProblem(cause?: string): Problem {
  return new Problem({
    code: 'internal',
    message: 'A background worker of Tunewright stopped, perhaps for want of memory.',
    remedy: 'Try again; with a very large file, close other programs first or use the command line.',
    retryable: true,
    ...(cause === undefined ? {} : { cause }),
  });
}
