import type { Disposable } from '../../core/util/disposable.ts';

/** Does the same with many things, one after the other, each once however often it was added meanwhile. */
export class WorkQueue implements Disposable {
  readonly #work: (id: string, signal: AbortSignal) => Promise<void>;
  readonly #onIdle: () => void;
  readonly #waiting = new Set<string>();
  readonly #abort = new AbortController();
  #running: Promise<void> | undefined;
  #current: string | undefined;

  /** `work` must not throw. `onIdle` is called when nothing is left. */
  constructor(work: (id: string, signal: AbortSignal) => Promise<void>, onIdle: () => void) {
    this.#work = work;
    this.#onIdle = onIdle;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  has(id: string): boolean {
    return this.#waiting.has(id) || this.#current === id;
  }

  add(ids: readonly string[]): void {
    if (this.#abort.signal.aborted) return;
    for (const id of ids) this.#waiting.add(id);
    if (this.#waiting.size > 0) this.#running ??= this.#run();
  }

  /** Resolves when nothing is left. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  dispose(): void {
    this.#abort.abort();
    this.#waiting.clear();
  }

  async #run(): Promise<void> {
    // Whoever adds much is not kept from going on.
    await Promise.resolve();
    for (const id of this.#waiting) {
      this.#waiting.delete(id);
      this.#current = id;
      await this.#work(id, this.#abort.signal);
    }
    this.#current = undefined;
    this.#running = undefined;
    if (!this.#abort.signal.aborted) this.#onIdle();
  }
}
