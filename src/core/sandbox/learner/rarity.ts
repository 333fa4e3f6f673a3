/** In how many training prompts each feature was, by hash. Rare features say more about a prompt. */
export class RarityTable {
  readonly counts: Float32Array;
  prompts: number;

  constructor(counts: Float32Array = new Float32Array(1 << RARITY_BITS), prompts = 0) {
    this.counts = counts;
    this.prompts = prompts;
  }

  /** Notes the features of one prompt, each once. */
  add(hashes: Iterable<number>): void {
    this.prompts += 1;
    for (const hash of hashes) this.counts[hash >>> SHIFT]! += 1;
  }

  countOf(hash: number): number {
    return this.counts[hash >>> SHIFT]!;
  }

  /** Whether a feature is in a large share of the prompts, and not by being in a single one. */
  isCommon(hash: number): boolean {
    const count = this.countOf(hash);
    return count >= 2 && count > COMMON_SHARE * this.prompts;
  }

  /** Inverse document frequency: 1 for what is in all prompts, growing with the logarithm of rarity. */
  of(hash: number): number {
    return 1 + Math.log((1 + this.prompts) / (1 + this.counts[hash >>> SHIFT]!));
  }
}

export const RARITY_BITS = 16;
const COMMON_SHARE = 0.3;
const SHIFT = 32 - RARITY_BITS;
