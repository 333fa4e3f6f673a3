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
 * Source: R. Connor, Sample size for testing differences in proportions for the paired-sample design, Biometrics 43 (1987).
 */
export function casesForShares(
  difference: number,
  differing: number,
  { power = 0.8, alpha = 0.05 }: Power = {},
): number | undefined {
  if (difference === 0 || differing === 0) return undefined;
  const [test, find] = [normalQuantile(1 - alpha / 2), normalQuantile(power)];
  const spread = Math.max(0, differing - difference ** 2);
  return Math.ceil((test * Math.sqrt(differing) + find * Math.sqrt(spread)) ** 2 / difference ** 2);
}

/**
 * The same for the mean of differences with a standard deviation. The last term makes good for using Student's t.
 * Source: W. Guenther, Sample size formulas for normal theory t tests, The American Statistician 35 (1981).
 */
export function casesForMeans(
  difference: number,
  deviation: number,
  { power = 0.8, alpha = 0.05 }: Power = {},
): number | undefined {
  if (difference === 0 || deviation === 0) return undefined;
  const [test, find] = [normalQuantile(1 - alpha / 2), normalQuantile(power)];
  return Math.ceil(((test + find) * deviation) ** 2 / difference ** 2 + test ** 2 / 2);
}
