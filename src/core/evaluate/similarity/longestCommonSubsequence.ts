/** Length of the longest common subsequence. Time is the product of the lengths, memory the shorter one. */
export function longestCommonSubsequence<T>(left: readonly T[], right: readonly T[]): number {
  const [longer, shorter] = left.length >= right.length ? [left, right] : [right, left];
  let previous = new Uint32Array(shorter.length + 1);
  let current = new Uint32Array(shorter.length + 1);
  for (const item of longer) {
    for (let column = 1; column <= shorter.length; column++) {
      current[column] =
        item === shorter[column - 1]
          ? previous[column - 1]! + 1
          : Math.max(previous[column]!, current[column - 1]!);
    }
    [previous, current] = [current, previous];
  }
  return previous[shorter.length]!;
}
