import { hashText, mixHashes } from './hash.ts';
import { piecesOf } from './pieces.ts';

/**
 * How often pieces of text follow each other in the answers that were learnt. It says how surprising an answer is
 * that was never seen, so that validation loss has a value for it; it writes nothing itself.
 */
export class PieceStatistics {
  readonly single: Float32Array;
  readonly pairs: Float32Array;
  total: number;

  constructor(
    single: Float32Array = new Float32Array(1 << BITS),
    pairs: Float32Array = new Float32Array(1 << BITS),
    total = 0,
  ) {
    this.single = single;
    this.pairs = pairs;
    this.total = total;
  }

  add(text: string): void {
    let previous = START;
    for (const piece of piecesOf(text)) {
      const hash = hashText(piece);
      this.single[hash >>> SHIFT]! += 1;
      this.pairs[mixHashes(previous, hash) >>> SHIFT]! += 1;
      this.total += 1;
      previous = hash;
    }
  }

  /** Takes over the counts of an earlier state of the same statistics. */
  restore(earlier: PieceStatistics): void {
    this.single.set(earlier.single);
    this.pairs.set(earlier.pairs);
    this.total = earlier.total;
  }

  /**
   * Natural logarithm of the probability of a text: pairs of pieces, mixed with single ones in the manner of
   * Jelinek and Mercer, mixed with a vocabulary of 2^16 equally likely pieces.
   */
  logProbability(text: string): number {
    let previous = START;
    let sum = 0;
    for (const piece of piecesOf(text)) {
      const hash = hashText(piece);
      const count = this.single[hash >>> SHIFT]!;
      const before = previous === START ? this.total : this.single[previous >>> SHIFT]!;
      const pair = before > 0 ? this.pairs[mixHashes(previous, hash) >>> SHIFT]! / before : 0;
      const single = this.total > 0 ? count / this.total : 0;
      sum += Math.log(0.6 * Math.min(1, pair) + 0.3 * Math.min(1, single) + 0.1 / (1 << BITS));
      previous = hash;
    }
    return sum;
  }
}

const BITS = 16;
const SHIFT = 32 - BITS;
const START = 1;
