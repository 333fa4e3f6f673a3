/**
 * The names nearest to a mistyped one, best first, at most `count`. A name that holds the wanted one, or is held by
 * it, is near whatever its length: people leave out the date.
 */
export function nearestNames(wanted: string, names: readonly string[], count = 3): string[] {
  const goal = wanted.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(names)) {
    const other = name.toLowerCase();
    const limit = Math.max(2, Math.floor(Math.max(goal.length, other.length) / 3));
    const distance = editDistance(goal, other, limit);
    const score = Math.min(distance <= limit ? distance : Number.POSITIVE_INFINITY, heldScore(goal, other));
    if (Number.isFinite(score))
      scored.push({ name, score: score + Math.abs(goal.length - other.length) / 100 });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, count).map(item => item.name);
}

/** A name that only goes on where the wanted one ends is nearer than two mistakes, and farther than one. */
function heldScore(goal: string, other: string): number {
  if (goal.length < 3) return Number.POSITIVE_INFINITY;
  if (other.startsWith(goal)) return 1.2;
  return other.includes(goal) || goal.includes(other) ? 2 : Number.POSITIVE_INFINITY;
}

/**
 * How many characters must be inserted, deleted, replaced or swapped with their neighbour to get from one text to the
 * other; `limit + 1` as soon as it is certain to be more than `limit`.
 */
export function editDistance(from: string, to: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      let best = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + cost);
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, before[column - 2]! + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[to.length]!;
}
