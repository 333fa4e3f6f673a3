import type { Disposable } from '../../core/util/disposable.ts';

/** How much is worked on at once: while one thing is read from the disk another is thought about. */
const LANES = 4;

/** Does the same with many things, a few at a time, each once however often it was added meanwhile. */
export class WorkQueue implements Disposable {
  readonly #work: (id: string, signal: AbortSignal) => Promise<void>;
  readonly #onIdle: () => void;
  readonly #waiting = new Set<string>();
  readonly #current = new Set<string>();
  readonly #abort = new AbortController();
  #running: Promise<void> | undefined;

  /** `work` must not throw. `onIdle` is called when nothing is left. */
  constructor(work: (id: string, signal: AbortSignal) => Promise<void>, onIdle: () => void) {
    this.#work = work;
    this.#onIdle = onIdle;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  has(id: string): boolean {
    return this.#waiting.has(id) || this.#current.has(id);
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
    // A thing that is added while the last lanes end is taken up by the next round.
    while (this.#waiting.size > 0) await Promise.all(Array.from({ length: LANES }, () => this.#lane()));
    this.#running = undefined;
    if (!this.#abort.signal.aborted) this.#onIdle();
  }

  async #lane(): Promise<void> {
    for (const id of this.#waiting) {
      // What changes while it is worked on waits until that is done: it is never worked on twice at once.
      if (this.#current.has(id)) continue;
      this.#waiting.delete(id);
      this.#current.add(id);
      await this.#work(id, this.#abort.signal);
      this.#current.delete(id);
    }
  }
}
