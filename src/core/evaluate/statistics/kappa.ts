import { normalQuantile } from './normal.ts';
import type { Interval } from './wilson.ts';

export interface Agreement extends Interval {
  /** 1: they always agree; 0: as often as by chance. Undefined when chance alone explains everything. */
  kappa: number | undefined;
  /** Share of pairs that are equal. */
  observed: number;
  pairs: number;
}

/**
 * Cohen's kappa of two judges over the same things, with its interval.
 * Sources: J. Cohen, A coefficient of agreement for nominal scales, 1960; the standard error is that of J. Fleiss,
 * J. Cohen and B. Everitt, Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72 (1969).
 */
export function cohensKappa(
  pairs: readonly (readonly [one: string, other: string])[],
  confidence = 0.95,
): Agreement {
  const labels = [...new Set(pairs.flat())];
  const place = new Map(labels.map((label, index) => [label, index]));
  const table = labels.map(() => labels.map(() => 0));
  for (const [one, other] of pairs) table[place.get(one)!]![place.get(other)!]! += 1;
  return kappaOfTable(table, confidence);
}

/** The same from counts: a row for each label of the one, a column for each of the other. */
export function kappaOfTable(table: readonly (readonly number[])[], confidence = 0.95): Agreement {
  const total = sum(table.flat());
  if (total === 0) return { kappa: undefined, observed: 0, pairs: 0, low: -1, high: 1 };
  const share = table.map(row => row.map(count => count / total));
  const rows = share.map(sum);
  const columns = share.map((_, column) => sum(share.map(row => row[column]!)));
  const observed = sum(share.map((row, index) => row[index]!));
  const chance = sum(rows.map((row, index) => row * columns[index]!));
  if (1 - chance < 1e-12) return { kappa: undefined, observed, pairs: total, low: -1, high: 1 };
  const kappa = (observed - chance) / (1 - chance);
  const equal = sum(
    share.map((row, index) => row[index]! * (1 - (rows[index]! + columns[index]!) * (1 - kappa)) ** 2),
  );
  const unequal = sum(
    share.flatMap((row, one) =>
      row.map((cell, other) => (one === other ? 0 : cell * (columns[one]! + rows[other]!) ** 2)),
    ),
  );
  const variance =
    (equal + (1 - kappa) ** 2 * unequal - (kappa - chance * (1 - kappa)) ** 2) / ((1 - chance) ** 2 * total);
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(Math.max(0, variance));
  return {
    kappa,
    observed,
    pairs: total,
    low: Math.max(-1, kappa - reach),
    high: Math.min(1, kappa + reach),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
