import type { Features } from './features.ts';
import type { WeightTable } from './model.ts';

/** Changes of weights that are gathered over a batch and applied at its end, as mini-batch descent asks. */
export class Gradient {
  #places = new Uint32Array(4096);
  #changes = new Float32Array(4096);
  #count = 0;

  /** Adds `amount` times the features of an option. */
  add(table: WeightTable, option: number, features: Features, amount: number): void {
    const { hashes, values } = features;
    this.#reserve(hashes.length);
    let at = this.#count;
    for (let index = 0; index < hashes.length; index++) {
      this.#places[at] = table.placeOf(option, hashes[index]!);
      this.#changes[at] = amount * values[index]!;
      at += 1;
    }
    this.#count = at;
  }

  /** Adds `rate` times everything gathered to the weights, and begins anew. */
  apply(table: WeightTable, rate: number): void {
    for (let index = 0; index < this.#count; index++) {
      const place = this.#places[index]!;
      const next = table.values[place]! + rate * this.#changes[index]!;
      // A learning rate chosen far too high must give a bad model, not one of NaN.
      table.values[place] = Math.max(-WEIGHT_LIMIT, Math.min(WEIGHT_LIMIT, next));
    }
    this.#count = 0;
  }

  #reserve(more: number): void {
    if (this.#count + more <= this.#places.length) return;
    const size = 2 * (this.#count + more);
    const places = new Uint32Array(size);
    const changes = new Float32Array(size);
    places.set(this.#places);
    changes.set(this.#changes);
    this.#places = places;
    this.#changes = changes;
  }
}

const WEIGHT_LIMIT = 1e4;
