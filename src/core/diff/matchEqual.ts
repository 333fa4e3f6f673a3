/** Rows of two files that say the same. */
export interface EqualRows {
  /** The row of the second file for each row of the first; -1 where there is none. */
  partner: Int32Array;
  /** Rows of the first file without a partner, in order. */
  onlyBefore: number[];
  /** The same of the second file. */
  onlyAfter: number[];
  /** Rows with a partner that stand in another order than in the first file. */
  moved: number;
}

/**
 * Pairs rows by their hashes. Of rows that stand several times the first meets the first, the second the second, and
 * so on, so that a further copy counts as added.
 */
export function matchEqual(before: readonly number[], after: readonly number[]): EqualRows {
  const waiting = new Map<number, number[]>();
  for (let row = after.length - 1; row >= 0; row--) {
    const hash = after[row]!;
    const rows = waiting.get(hash);
    if (rows) rows.push(row);
    else waiting.set(hash, [row]);
  }
  const partner = new Int32Array(before.length).fill(-1);
  const taken = new Uint8Array(after.length);
  const onlyBefore: number[] = [];
  before.forEach((hash, row) => {
    const found = waiting.get(hash)?.pop();
    if (found === undefined) {
      onlyBefore.push(row);
      return;
    }
    partner[row] = found;
    taken[found] = 1;
  });
  const onlyAfter = after.flatMap((_hash, row) => (taken[row] ? [] : [row]));
  const order = [...partner].filter(row => row >= 0);
  return { partner, onlyBefore, onlyAfter, moved: order.length - longestRise(order) };
}

/** Length of the longest increasing subsequence: the rows that can be said to have stayed where they were. */
function longestRise(order: readonly number[]): number {
  /** The smallest last row of a rise of each length. */
  const tails: number[] = [];
  for (const row of order) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle]! < row) low = middle + 1;
      else high = middle;
    }
    tails[low] = row;
  }
  return tails.length;
}
