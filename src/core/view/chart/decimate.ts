import type { Point } from './chart.ts';

/**
 * At most about `limit` points that look the same: of each stretch of the line its first, lowest, highest and last
 * point stay, so no spike is lost. Points that are not finite are kept out of the way of the others, as gaps.
 */
export function decimate<P extends Point>(points: readonly P[], limit: number): readonly P[] {
  if (points.length <= limit) return points;
  const stretches = Math.max(Math.floor(limit / 4), 1);
  const kept: P[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * points.length) / stretches);
    const to = Math.floor(((stretch + 1) * points.length) / stretches);
    for (const index of extremes(points, from, to)) kept.push(points[index]!);
  }
  return kept;
}

function extremes(points: readonly Point[], from: number, to: number): number[] {
  let lowest = from;
  let highest = from;
  for (let index = from; index < to; index++) {
    const { y } = points[index]!;
    // A comparison with a number that is none is false: such a point is replaced by the first that is one.
    if (y < points[lowest]!.y || Number.isNaN(points[lowest]!.y)) lowest = index;
    if (y > points[highest]!.y || Number.isNaN(points[highest]!.y)) highest = index;
  }
  return [...new Set([from, lowest, highest, to - 1])].sort((a, b) => a - b);
}
