import { normalQuantile } from './normal.ts';

export interface Power {
  /** How often a difference that is there should be found. */
  power?: number;
  /** How often one may be claimed that is not there. */
  alpha?: number;
}

/**
 * How many cases in all it takes to find a difference of two shares over the same cases. `differing` is the share of
 * cases on which they disagree. Undefined when there is no difference to find.
 * Sources: R. Connor, Sample size for testing differences in proportions for the paired-sample design, Biometrics 43
 * (1987), for the plain test; J. Fleiss, Statistical Methods for Rates and Proportions, 1981, 3.2, for the correction for
 * continuity, without which the exact test finds fewer than it should.
 */
export function casesForShares(
  difference: number,
  differing: number,
  { power = 0.8, alpha = 0.05 }: Power = {},
): number | undefined {
  if (difference === 0 || differing === 0) return undefined;
  const [test, find] = [normalQuantile(1 - alpha / 2), normalQuantile(power)];
  const spread = Math.max(0, differing - difference ** 2);
  const plain = (test * Math.sqrt(differing) + find * Math.sqrt(spread)) ** 2 / difference ** 2;
  const corrected = (plain / 4) * (1 + Math.sqrt(1 + 4 / (plain * Math.abs(difference)))) ** 2;
  return Math.ceil(Math.max(corrected, fewestDiffering(alpha) / differing));
}

/**
 * The same for the mean of differences with a standard deviation, of which a share is not 0. The last term makes good for
 * using Student's t.
 * Source: W. Guenther, Sample size formulas for normal theory t tests, The American Statistician 35 (1981).
 */
export function casesForMeans(
  difference: number,
  deviation: number,
  { power = 0.8, alpha = 0.05, differing = 1 }: Power & { differing?: number } = {},
): number | undefined {
  if (difference === 0) return undefined;
  const [test, find] = [normalQuantile(1 - alpha / 2), normalQuantile(power)];
  const plain = ((test + find) * deviation) ** 2 / difference ** 2 + test ** 2 / 2;
  return Math.ceil(Math.max(plain, fewestDiffering(alpha) / differing));
}

/** With fewer cases that differ, even all of them on one side may be chance. */
function fewestDiffering(alpha: number): number {
  return Math.ceil(1 + Math.log2(1 / alpha));
}
