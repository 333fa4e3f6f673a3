import type { RenderResult } from '../core/template/dialect/render.ts';
import type { PromptJob } from '../core/template/promptFile/renderPrompt.ts';
import type { RenderJob } from '../core/template/renderer.ts';
import type { Clock } from '../core/util/clock.ts';
import type { Disposable } from '../core/util/disposable.ts';
import { cancelledProblem, Problem } from '../core/util/problem.ts';
import type { RenderContract } from '../protocol/render.ts';
import { WorkerClient } from './workerClient.ts';

/** Milliseconds after which a rendering is ended with its thread. Their own limits end almost all before. */
const KILL_AFTER = 500;

/** Milliseconds that a thread may take to start and to load an engine. */
const START_WITHIN = 15_000;

/**
 * Renders templates in a worker that is ended when one takes too long. Jobs are rendered one after the other. What
 * is wrong with a template is in the result; a `Problem` means that nothing could be rendered, or `cancelled`.
 */
export class RenderClient implements Disposable {
  readonly #worker: WorkerClient<RenderContract>;
  readonly #clock: Clock;
  #last: Promise<unknown> = Promise.resolve();

  /** `file` is the bundled worker. */
  constructor(file: string, clock: Clock) {
    this.#worker = new WorkerClient<RenderContract>(file);
    this.#clock = clock;
  }

  render(job: RenderJob, signal?: AbortSignal): Promise<RenderResult> {
    return this.#enqueue('render', job, signal, () => tooSlow(job.source));
  }

  /** One result per text of the prompt. */
  renderPrompt(job: PromptJob, signal?: AbortSignal): Promise<RenderResult[]> {
    return this.#enqueue('renderPrompt', job, signal, () => job.slots.map(slot => tooSlow(slot.source)));
  }

  dispose(): void {
    this.#worker.dispose();
  }

  #enqueue<K extends keyof RenderContract['requests']>(
    method: K,
    job: RenderContract['requests'][K]['params'],
    signal: AbortSignal | undefined,
    whenSlow: () => RenderContract['requests'][K]['result'],
  ): Promise<RenderContract['requests'][K]['result']> {
    const run = this.#last.then(() => {
      if (signal?.aborted) throw cancelledProblem();
      return this.#run(method, job, whenSlow);
    });
    this.#last = run.catch(() => undefined);
    return signal ? orCancelled(run, signal) : run;
  }

  /** A running job cannot be interrupted, so it is not told when it is cancelled: it ends soon in any case. */
  async #run<K extends keyof RenderContract['requests']>(
    method: K,
    job: RenderContract['requests'][K]['params'],
    whenSlow: () => RenderContract['requests'][K]['result'],
  ): Promise<RenderContract['requests'][K]['result']> {
    const done = new AbortController();
    let started = false;
    let late = false;
    const killAfter = async (milliseconds: number, isDue: () => boolean) => {
      // Rejects when the job is done before.
      await this.#clock.sleep(milliseconds, done.signal).catch(() => undefined);
      if (done.signal.aborted || !isDue()) return;
      late = true;
      this.#worker.kill(stuckProblem());
    };
    void killAfter(START_WITHIN, () => !started);
    const onProgress = () => {
      started = true;
      void killAfter(KILL_AFTER, () => true);
    };
    try {
      return await this.#worker.call(method, job, { onProgress });
    } catch (thrown) {
      if (late && started) return whenSlow();
      // An engine that failed may have left its memory in disorder.
      if (thrown instanceof Problem && thrown.code === 'internal') this.#worker.kill();
      throw thrown;
    } finally {
      done.abort();
    }
  }
}

function orCancelled<T>(run: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(cancelledProblem());
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    run.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

function tooSlow(source: string): RenderResult {
  const message = 'Rendering takes too long.';
  return {
    text: '',
    spans: [],
    missing: [],
    error: { code: 'limit-time', message, start: 0, end: source.length },
  };
}

function stuckProblem(): Problem {
  return new Problem({
    code: 'timeout',
    message: 'The template engine does not start.',
    remedy: 'Try again when the machine is less busy.',
    retryable: true,
  });
}
