import type { RenderResult } from '../dialect/render.ts';
import type { PromptJob } from './renderPrompt.ts';

/**
 * Renders one prompt again and again, each time only the texts that have changed: of a long prompt, one message has
 * when a key was pressed. The results of the others are the same objects as before.
 */
export class IncrementalRender {
  readonly #run: (job: PromptJob, signal?: AbortSignal) => Promise<RenderResult[]>;
  #known = new Map<string, RenderResult>();
  /** What the known results depend on beside their own text. */
  #surroundings = '';

  constructor(run: (job: PromptJob, signal?: AbortSignal) => Promise<RenderResult[]>) {
    this.#run = run;
  }

  /** One result per text of the prompt. */
  async render(job: PromptJob, signal?: AbortSignal): Promise<RenderResult[]> {
    const surroundings = JSON.stringify([job.values, job.files, job.limits]);
    const known = surroundings === this.#surroundings ? this.#known : new Map<string, RenderResult>();
    const keys = job.slots.map(({ dialect, path, source }) => `${dialect}\n${path}\n${source}`);
    const wanted = [...new Set(keys.filter(key => !known.has(key)))];
    const slots = wanted.map(key => job.slots[keys.indexOf(key)]!);
    const fresh = slots.length === 0 ? [] : await this.#run({ ...job, slots }, signal);
    const results = new Map(wanted.map((key, index) => [key, fresh[index]!]));
    const all = keys.map(key => known.get(key) ?? results.get(key)!);
    this.#surroundings = surroundings;
    // What took too long may be quicker the next time.
    const lasting = keys.map((key, index) => [key, all[index]!] as const);
    this.#known = new Map(lasting.filter(([, { error }]) => error?.code !== 'limit-time'));
    return all;
  }
}
