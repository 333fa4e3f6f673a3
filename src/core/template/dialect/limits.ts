import { TemplateFault, type TemplateRange } from './errors.ts';

/** What one rendering may use up. */
export interface Limits {
  /** Evaluated nodes, and one more for every 256 characters that a filter works through. */
  steps: number;
  /** Milliseconds by the injected clock; without a clock only the steps count. */
  milliseconds: number;
  /** UTF-16 units of all rendered text together, and of any single text on the way. */
  textLength: number;
  /** Items of any list that a template makes. */
  items: number;
  /** Macros, callers, blocks and included templates that are open inside each other. */
  depth: number;
}

export const DEFAULT_LIMITS: Limits = {
  steps: 2_000_000,
  milliseconds: 400,
  textLength: 4_000_000,
  items: 100_000,
  depth: 60,
};

const CLOCK_INTERVAL = 1_000;

/** Counts what a rendering uses, and stops it with a `TemplateFault` at the node that went too far. */
export class Budget {
  readonly limits: Limits;
  /** The node being evaluated: where a limit is reported. */
  at: TemplateRange = { start: 0, end: 0 };
  #now: (() => number) | undefined;
  #deadline: number;
  #steps = 0;
  #nextLook = CLOCK_INTERVAL;
  #written = 0;
  #depth = 0;

  constructor(limits: Partial<Limits>, now: (() => number) | undefined) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.#now = now;
    this.#deadline = (now?.() ?? 0) + this.limits.milliseconds;
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > this.limits.steps) this.#stop('limit-steps', 'Rendering takes too many steps.');
    if (this.#steps < this.#nextLook) return;
    this.#nextLook = this.#steps + CLOCK_INTERVAL;
    if (this.#now && this.#now() > this.#deadline) this.#stop('limit-time', 'Rendering takes too long.');
  }

  /** To be asked before a text of this length is made. */
  text(length: number): void {
    if (!(length <= this.limits.textLength)) this.#stop('limit-output', 'The text gets too long.');
    if (length > 256) this.spend(length >> 8);
  }

  /** To be asked before a list of this many items is made. */
  items(count: number): void {
    if (!(count <= this.limits.items)) this.#stop('limit-items', 'The list gets too long.');
    this.spend(count >> 3);
  }

  /** Counts text that becomes part of the output. */
  write(length: number): void {
    this.#written += length;
    if (this.#written > this.limits.textLength)
      this.#stop('limit-output', 'The rendered text gets too long.');
  }

  /** Runs something that may start itself again. */
  nested<T>(run: () => T): T {
    if (++this.#depth > this.limits.depth)
      this.#stop('limit-depth', 'Macros or templates call each other too deeply.');
    const result = run();
    this.#depth--;
    return result;
  }

  #stop(
    code: 'limit-steps' | 'limit-time' | 'limit-output' | 'limit-items' | 'limit-depth',
    message: string,
  ): never {
    throw new TemplateFault(code, message, this.at);
  }
}
