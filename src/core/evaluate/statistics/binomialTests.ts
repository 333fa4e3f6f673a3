import { logGamma } from './studentT.ts';

/**
 * How likely so uneven a split of `wins` and `losses` is, either way, when both sides are alike: the exact sign test.
 * Ties are left out before. 1 when there is nothing to split.
 */
export function signTest(wins: number, losses: number): number {
  const trials = wins + losses;
  if (wins === losses) return 1;
  const fewer = Math.min(wins, losses);
  let sum = 0;
  for (let count = fewer; count >= 0; count--) {
    const term = Math.exp(logChoose(trials, count) - trials * Math.LN2);
    sum += term;
    // What is left is smaller than rounding.
    if (term < sum * 1e-18) break;
  }
  return Math.min(1, 2 * sum);
}

/**
 * The exact McNemar test of two shares over the same cases: the sign test of the cases on which they differ.
 * Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions, Psychometrika 12 (1947).
 */
export function mcnemarTest(leftOnly: number, rightOnly: number): number {
  return signTest(leftOnly, rightOnly);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
