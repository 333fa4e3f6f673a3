import { signal } from '@preact/signals';
import type { DatasetRow } from '../../src/core/view/dataset/datasetView.ts';

/** Rows are asked for in blocks of so many, and so many blocks are kept. */
const BLOCK = 50;
const MOST_BLOCKS = 200;

type Ask = (from: number, count: number) => Promise<{ rows: DatasetRow[] }>;

/** The rows that the page has seen, by their place in the list. */
export class RowCache {
  /** Grows with each change, so that what is drawn from the rows is drawn again. */
  readonly version = signal(0);
  readonly #ask: Ask;
  #blocks = new Map<number, DatasetRow[]>();
  #asked = new Map<number, Promise<void>>();
  #generation = 0;
  #range = { from: 0, to: BLOCK };

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  at(place: number): DatasetRow | undefined {
    return this.#blocks.get(Math.floor(place / BLOCK))?.[place % BLOCK];
  }

  /** The row at a place, fetched when it is not known. */
  async get(place: number): Promise<DatasetRow | undefined> {
    for (;;) {
      const generation = this.#generation;
      await this.#fetch(Math.floor(place / BLOCK));
      const row = this.at(place);
      // The list became another meanwhile, so that the answer did not count.
      if (row || generation === this.#generation) return row;
    }
  }

  /** The list is another: what was seen stays until the answer is there, unless it is another list altogether. */
  again(isOther: boolean): void {
    this.#generation += 1;
    this.#asked = new Map();
    if (isOther) this.#blocks = new Map();
    this.see(this.#range.from, this.#range.to);
  }

  /** Told which rows are seen. */
  see(from: number, to: number): void {
    this.#range = { from, to };
    for (let block = Math.floor(from / BLOCK); block * BLOCK < Math.max(to, 1); block++) {
      void this.#fetch(block).catch(() => {});
    }
  }

  #fetch(block: number): Promise<void> {
    let fetching = this.#asked.get(block);
    if (!fetching) {
      fetching = this.#load(block, this.#generation);
      this.#asked.set(block, fetching);
    }
    return fetching;
  }

  async #load(block: number, generation: number): Promise<void> {
    try {
      const { rows } = await this.#ask(block * BLOCK, BLOCK);
      if (generation !== this.#generation) return;
      this.#blocks.delete(block);
      this.#blocks.set(block, rows);
      this.#forgetOldest();
      this.version.value += 1;
    } catch (error) {
      if (generation === this.#generation) this.#asked.delete(block);
      throw error;
    }
  }

  #forgetOldest(): void {
    for (const block of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST_BLOCKS) return;
      this.#blocks.delete(block);
      this.#asked.delete(block);
    }
  }
}
