import type { PairedTable } from './pairedTable.ts';
import { type Interval, wilsonInterval } from './wilson.ts';

/**
 * The interval of the difference of two shares over the same cases: right less left.
 * Source: R. G. Newcombe, Improved confidence intervals for the difference between binomial proportions based on paired
 * data, Statistics in Medicine 17 (1998), method 10.
 */
export function pairedDifference(table: PairedTable, confidence = 0.95): Interval & { value: number } {
  const { both, leftOnly, rightOnly, neither } = table;
  const cases = both + leftOnly + rightOnly + neither;
  if (cases === 0) return { value: 0, low: -1, high: 1 };
  const [right, left] = [both + rightOnly, both + leftOnly];
  const [first, second] = [right / cases, left / cases];
  const firstInterval = wilsonInterval(right, cases, confidence);
  const secondInterval = wilsonInterval(left, cases, confidence);
  const phi = correlation(table, cases);
  const difference = first - second;
  const below = reach(first - firstInterval.low, secondInterval.high - second, phi);
  const above = reach(firstInterval.high - first, second - secondInterval.low, phi);
  return {
    value: difference,
    low: Math.max(-1, difference - below),
    high: Math.min(1, difference + above),
  };
}

/** How much the two shares go together, corrected for chance when they do. */
function correlation({ both, leftOnly, rightOnly, neither }: PairedTable, cases: number): number {
  const margins = (both + leftOnly) * (rightOnly + neither) * (both + rightOnly) * (leftOnly + neither);
  if (margins === 0) return 0;
  const excess = both * neither - leftOnly * rightOnly;
  const corrected = excess > cases / 2 ? excess - cases / 2 : excess > 0 ? 0 : excess;
  return corrected / Math.sqrt(margins);
}

function reach(one: number, other: number, phi: number): number {
  return Math.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
}
