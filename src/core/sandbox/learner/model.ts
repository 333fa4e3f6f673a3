import type { Features } from './features.ts';
import { emptyInventory, type Inventory } from './inventory.ts';
import { PieceStatistics } from './pieceStatistics.ts';
import { RarityTable } from './rarity.ts';

/**
 * The learner's whole state: what it can say, how rare words are, and one table of weights for all decisions.
 * A weight belongs to a pair (option, feature) by the hash of both.
 */
export interface LearnerModel {
  inventory: Inventory;
  weights: WeightTable;
  rarity: RarityTable;
  pieces: PieceStatistics;
}

/** A model that knows nothing. `bits` is the binary logarithm of the number of weights. */
export function emptyModel(bits: number): LearnerModel {
  return {
    inventory: emptyInventory(),
    weights: new WeightTable(new Float32Array(1 << bits)),
    rarity: new RarityTable(),
    pieces: new PieceStatistics(),
  };
}

/** Size of the table for some examples: about 200 pairs each, within 512 kB and 16 MB. */
export function bitsFor(examples: number): number {
  return Math.min(22, Math.max(17, Math.ceil(Math.log2(Math.max(1, examples) * 200))));
}

/** Weights by hash. */
export class WeightTable {
  readonly values: Float32Array;
  readonly #shift: number;

  /** @param values a power of two of them, at least 2. */
  constructor(values: Float32Array) {
    this.values = values;
    this.#shift = 32 - Math.log2(values.length);
  }

  /** The place of the weight of an option's feature. */
  placeOf(option: number, feature: number): number {
    return Math.imul(option ^ feature, 0x9e3779b1) >>> this.#shift;
  }

  /** Sum of the weights of an option's features, each times its value. */
  score(option: number, features: Features): number {
    const { hashes, values } = features;
    const weights = this.values;
    const shift = this.#shift;
    let sum = 0;
    for (let index = 0; index < hashes.length; index++) {
      sum += weights[Math.imul(option ^ hashes[index]!, 0x9e3779b1) >>> shift]! * values[index]!;
    }
    return sum;
  }

  /**
   * A larger table that gives the same scores: places are the high bits of a hash, so that each weight is
   * repeated for the places that it is split into.
   */
  grown(bits: number): WeightTable {
    const repeat = (1 << bits) / this.values.length;
    if (repeat <= 1) return this;
    const larger = new Float32Array(1 << bits);
    for (let index = 0; index < this.values.length; index++) {
      larger.fill(this.values[index]!, index * repeat, (index + 1) * repeat);
    }
    return new WeightTable(larger);
  }
}
