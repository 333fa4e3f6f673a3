/** One side of a comparison: runs once and tells nothing. */
export type Side = () => unknown;

/**
 * Median seconds of each side over interleaved rounds, after one round that warms up. Interleaving lets whatever else
 * the machine does fall on all sides alike, so that their ratios can be trusted where the seconds cannot.
 */
export async function interleave(sides: readonly Side[], rounds = 5): Promise<number[]> {
  const seconds = sides.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, side] of sides.entries()) {
      const start = performance.now();
      await side();
      if (round >= 0) seconds[index]?.push((performance.now() - start) / 1000);
    }
  }
  return seconds.map(median);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

export function ratio(value: number): string {
  return value.toFixed(2);
}
