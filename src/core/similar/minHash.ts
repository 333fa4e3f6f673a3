import { seededRandom } from '../util/seededRandom.ts';
import { jaccard, shingles } from './shingles.ts';

export interface Similar {
  /** As it was added. */
  id: number;
  /** Share of runs of words that both have, 0 to 1. */
  similarity: number;
}

/**
 * Finds texts that are nearly the same among many, without comparing all with all: MinHash signatures in bands. A pair
 * with a similarity of 0.7 is met with a probability of 99.9 %, one of 0.3 with 11 %; what is met is then measured exactly.
 * Source: A. Broder, On the resemblance and containment of documents, 1997; bands as in J. Leskovec, A. Rajaraman,
 * J. Ullman, Mining of Massive Datasets, 3.4. About 4 bytes are kept for a word.
 */
export class MinHashIndex {
  readonly #runs = new Map<number, Uint32Array>();
  readonly #bands = Array.from({ length: BANDS }, () => new Map<number, number[]>());

  /** Adds a text. One without words is never found. */
  add(id: number, text: string): void {
    const runs = shingles(text);
    if (runs.length === 0) return;
    this.#runs.set(id, runs);
    for (const [band, key] of bandKeys(runs).entries()) {
      const bucket = this.#bands[band]!.get(key);
      if (bucket) bucket.push(id);
      else this.#bands[band]!.set(key, [id]);
    }
  }

  /** Texts that are at least so similar, the most similar first; among equals in the order in which they were added. */
  near(text: string, least = 0.7): Similar[] {
    const runs = shingles(text);
    const met = new Set<number>();
    if (runs.length > 0) {
      for (const [band, key] of bandKeys(runs).entries()) {
        for (const id of this.#bands[band]!.get(key) ?? []) met.add(id);
      }
    }
    return [...met]
      .map(id => ({ id, similarity: jaccard(runs, this.#runs.get(id)!) }))
      .filter(({ similarity }) => similarity >= least)
      .sort((one, other) => other.similarity - one.similarity || one.id - other.id);
  }
}

const BANDS = 24;
const ROWS = 4;

/** Multipliers and increments of the hash functions; any odd multipliers would do, as long as they stay the same. */
const FUNCTIONS = (() => {
  const random = seededRandom(20_261_126);
  const draw = () => Math.floor(random() * 4294967296);
  return Array.from({ length: BANDS * ROWS }, () => ({ factor: draw() | 1, increment: draw() | 0 }));
})();

/** The least hash of the runs by each function, folded band by band. */
function bandKeys(runs: Uint32Array): Uint32Array {
  const keys = new Uint32Array(BANDS);
  for (let band = 0; band < BANDS; band++) {
    let key = band;
    for (let row = 0; row < ROWS; row++) {
      const { factor, increment } = FUNCTIONS[band * ROWS + row]!;
      let least = 0xffffffff;
      for (let index = 0; index < runs.length; index++) {
        let hash = (Math.imul(runs[index]!, factor) + increment) | 0;
        hash = (hash ^ (hash >>> 15)) >>> 0;
        if (hash < least) least = hash;
      }
      key = Math.imul(key ^ least, 0x9e3779b1) ^ (least >>> 7);
    }
    keys[band] = key;
  }
  return keys;
}
