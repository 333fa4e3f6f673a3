import { signal } from '@preact/signals';
import type { GridQuery, GridRow } from '../../src/core/view/compare/compareView.ts';
import type { CellPlace } from '../../src/protocol/compare.ts';

/** Rows are asked for in blocks of so many. */
const BLOCK = 25;

type Ask = (
  query: GridQuery,
  from: number,
  count: number,
  find?: string,
) => Promise<{ total: number; rows: GridRow[]; found?: number }>;

/** The rows that the page has seen, by their place in the order that was asked for. */
export class Rows {
  readonly total = signal(0);
  /** Grows with each change, so that what is drawn from the rows is drawn again. */
  readonly version = signal(0);
  readonly #ask: Ask;
  #query: GridQuery;
  #rows = new Map<number, GridRow>();
  #asked = new Set<number>();
  #generation = 0;
  #range = { from: 0, to: BLOCK };

  constructor(ask: Ask, query: GridQuery) {
    this.#ask = ask;
    this.#query = query;
  }

  at(index: number): GridRow | undefined {
    return this.#rows.get(index);
  }

  /** Another order: what was seen is forgotten. */
  ask(query: GridQuery): void {
    this.#query = query;
    this.#rows = new Map();
    void this.again();
  }

  /**
   * Asks again for what is seen. What is known stays until the answer is there. Resolves with the place that a case has
   * by then, undefined when it has none or something newer was asked for.
   */
  again(find?: string): Promise<number | undefined> {
    this.#generation += 1;
    this.#asked = new Set();
    // The first block settles the order anew.
    const first = this.#fetch(0, find);
    this.see(this.#range.from, this.#range.to);
    return first;
  }

  /** Whether a row is drawn. */
  isSeen(index: number): boolean {
    return index >= this.#range.from && index < this.#range.to;
  }

  /** Told which rows are seen. */
  see(from: number, to: number): void {
    this.#range = { from, to };
    for (let block = Math.floor(from / BLOCK); block * BLOCK < Math.max(to, 1); block++)
      void this.#fetch(block);
  }

  /** Adds text that arrived of an answer, if the row is known. */
  add({ caseId, slot, repetition, text }: CellPlace & { text: string }): void {
    for (const [index, row] of this.#rows) {
      if (row.id !== caseId) continue;
      const cells = row.cells.map(cell =>
        cell.slot === slot && cell.repetition === repetition && cell.state !== 'done'
          ? { ...cell, state: 'running' as const, output: cell.output + text }
          : cell,
      );
      this.#rows.set(index, { ...row, cells });
    }
    this.version.value += 1;
  }

  async #fetch(block: number, find?: string): Promise<number | undefined> {
    if (this.#asked.has(block)) return undefined;
    this.#asked.add(block);
    const generation = this.#generation;
    const { total, rows, found } = await this.#ask(this.#query, block * BLOCK, BLOCK, find);
    if (generation !== this.#generation) return undefined;
    rows.forEach((row, index) => {
      this.#rows.set(block * BLOCK + index, row);
    });
    this.total.value = total;
    this.version.value += 1;
    return found;
  }
}
