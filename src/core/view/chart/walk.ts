import type { ReachablePoint } from './scene.ts';

/**
 * Where a key leads from a point: left and right within its row, up and down to the nearest point of another row, Home
 * and End to the ends. The first key leads to the first point. Undefined for any other key.
 */
export function nextPoint(
  points: readonly ReachablePoint[],
  from: number | undefined,
  key: string,
): number | undefined {
  if (!KEYS.has(key) || points.length === 0) return undefined;
  const at = from === undefined ? undefined : points[from];
  if (from === undefined || !at) return key === 'End' ? points.length - 1 : 0;
  const row = points.flatMap((point, index) => (point.row === at.row ? [index] : []));
  const place = row.indexOf(from);
  switch (key) {
    case 'ArrowLeft':
      // A row of one point is walked over like a line.
      return row.length === 1 ? Math.max(from - 1, 0) : row[Math.max(place - 1, 0)];
    case 'ArrowRight':
      return row.length === 1
        ? Math.min(from + 1, points.length - 1)
        : row[Math.min(place + 1, row.length - 1)];
    case 'Home':
      return row[0];
    case 'End':
      return row.at(-1);
    default:
      return otherRow(points, from, at, key === 'ArrowUp' ? -1 : 1);
  }
}

/** The point nearest to a place on the drawing, of one row or of all. Undefined when there is none. */
export function nearestPoint(
  points: readonly ReachablePoint[],
  x: number,
  y: number,
  row?: number,
): number | undefined {
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, point] of points.entries()) {
    if (row !== undefined && point.row !== row) continue;
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance < least) {
      least = distance;
      nearest = index;
    }
  }
  return nearest;
}

const KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

function otherRow(
  points: readonly ReachablePoint[],
  from: number,
  at: ReachablePoint,
  direction: number,
): number {
  const rows = [...new Set(points.map(({ row }) => row))].sort((a, b) => a - b);
  const row = rows[rows.indexOf(at.row) + direction];
  if (row === undefined) return from;
  return nearestPoint(points, at.x, at.y, row) ?? from;
}
