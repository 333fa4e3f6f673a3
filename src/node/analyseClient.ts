import type { Clock } from '../core/util/clock.ts';
import type { Disposable } from '../core/util/disposable.ts';
import { Problem } from '../core/util/problem.ts';
import type { AnalyseContract } from '../protocol/analyse.ts';
import { WorkerClient } from './workerClient.ts';

/** Milliseconds after which an analysis is ended with its thread. Large templates take less than a tenth of it. */
const KILL_AFTER = 10_000;

type Requests = AnalyseContract['requests'];

/** Asks a worker about prompts, so that no template can hold up who asks. */
export class AnalyseClient implements Disposable {
  readonly #worker: WorkerClient<AnalyseContract>;
  readonly #clock: Clock;

  /** `file` is the bundled worker. */
  constructor(file: string, clock: Clock) {
    this.#worker = new WorkerClient<AnalyseContract>(file);
    this.#clock = clock;
  }

  async call<K extends keyof Requests>(
    method: K,
    params: Requests[K]['params'],
    signal?: AbortSignal,
  ): Promise<Requests[K]['result']> {
    const done = new AbortController();
    const kill = () => this.#worker.kill(tooSlowProblem());
    // Rejects when the answer is there before.
    this.#clock.sleep(KILL_AFTER, done.signal).then(kill, () => undefined);
    try {
      return await this.#worker.call(method, params, { signal });
    } finally {
      done.abort();
    }
  }

  dispose(): void {
    this.#worker.dispose();
  }
}

function tooSlowProblem(): Problem {
  return new Problem({
    code: 'timeout',
    message: 'A chat template takes too long to be analysed.',
    remedy: 'Make it smaller.',
  });
}
