/** How two variants did on the same cases, by yes and no. */
export interface PairedTable {
  both: number;
  /** Only the left one was right. */
  leftOnly: number;
  rightOnly: number;
  neither: number;
}

/** Counts pairs of yes and no. */
export function pairedTable(pairs: readonly (readonly [left: boolean, right: boolean])[]): PairedTable {
  const table = { both: 0, leftOnly: 0, rightOnly: 0, neither: 0 };
  for (const [left, right] of pairs) {
    table[left ? (right ? 'both' : 'leftOnly') : right ? 'rightOnly' : 'neither'] += 1;
  }
  return table;
}
