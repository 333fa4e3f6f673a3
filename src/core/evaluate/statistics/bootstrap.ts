import { seededRandom } from '../../util/seededRandom.ts';
import { normalBelow, normalQuantile } from './normal.ts';
import { studentBelow, studentQuantile } from './studentT.ts';
import type { Interval } from './wilson.ts';

export interface BootstrapOptions {
  confidence?: number;
  seed?: number;
  /** How many samples are drawn; enough for the number of values when left out. */
  resamples?: number;
}

/** With more values than these, what drawing would give is computed. */
const MOST_DRAWN = 1000;

/**
 * Means of samples drawn with replacement, in ascending order. Values are at least one. Of many values the distribution
 * of these means is known well enough to be written down, which takes no time.
 */
export function resampledMeans(values: ArrayLike<number>, options: BootstrapOptions = {}): Float64Array {
  const { length } = values;
  if (length > MOST_DRAWN && options.resamples === undefined) return expectedMeans(values);
  const means = new Float64Array(options.resamples ?? usualResamples(length));
  const random = seededRandom(options.seed ?? 1);
  for (let sample = 0; sample < means.length; sample++) {
    let sum = 0;
    for (let draw = 0; draw < length; draw++) sum += values[(random() * length) | 0]!;
    means[sample] = sum / length;
  }
  return means.sort();
}

/**
 * The quantiles of the means of samples, with the correction for skewness.
 * Source: P. Hall, The Bootstrap and Edgeworth Expansion, 1992, 3.5 (Cornish-Fisher expansion of the bootstrap quantile).
 */
function expectedMeans(values: ArrayLike<number>): Float64Array {
  const { length } = values;
  const average = mean(values);
  let squares = 0;
  for (let index = 0; index < length; index++) squares += (values[index]! - average) ** 2;
  const error = Math.sqrt(squares) / length;
  // The skewness of the mean is that of the values over the root of their number.
  const skew = skewness(values, average) / 6;
  const means = new Float64Array(10_000);
  for (let place = 0; place < means.length; place++) {
    const z = normalQuantile((place + 0.5) / means.length);
    means[place] = average + error * (z + skew * (z * z - 1));
  }
  return means.sort();
}

/**
 * The interval of a mean: percentiles of the bootstrap, expanded so that it covers as often as it says with few cases too.
 * Source: T. Hesterberg, What teachers should know about the bootstrap, The American Statistician 69 (2015), 5.3.
 */
export function meanInterval(means: Float64Array, cases: number, confidence = 0.95): Interval {
  if (cases < 2) return { low: -Infinity, high: Infinity };
  const t = studentQuantile((1 + confidence) / 2, cases - 1);
  const share = normalBelow(-Math.sqrt(cases / (cases - 1)) * t);
  return { low: quantile(means, share), high: quantile(means, 1 - share) };
}

/** How likely a mean so far from 0 is by chance, as the expanded interval has it: below 1 - confidence when 0 is outside. */
export function meanDiffersP(means: Float64Array, cases: number): number {
  if (cases < 2 || (means[0] === 0 && means.at(-1) === 0)) return 1;
  const { below, at } = around(means, 0);
  const lower = (below + at / 2 + 1) / (means.length + 2);
  const z = normalQuantile(Math.min(lower, 1 - lower));
  return Math.min(1, 2 * studentBelow(z * Math.sqrt((cases - 1) / cases), cases - 1));
}

/** The plain percentile interval (Efron 1979). */
export function percentileInterval(means: Float64Array, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  return { low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/**
 * The bias-corrected and accelerated interval of a mean.
 * Source: B. Efron, Better bootstrap confidence intervals, JASA 82 (1987).
 */
export function bcaInterval(values: ArrayLike<number>, means: Float64Array, confidence = 0.95): Interval {
  const average = mean(values);
  const { below, at } = around(means, average);
  const bias = normalQuantile(clamp((below + at / 2) / means.length));
  const acceleration = skewness(values, average) / 6;
  const share = (z: number) => normalBelow(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const z = normalQuantile((1 + confidence) / 2);
  return { low: quantile(means, share(-z)), high: quantile(means, share(z)) };
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return sum / values.length;
}

/** Many resamples make the ends of an interval steady; many values need fewer of them. */
function usualResamples(length: number): number {
  return Math.round(Math.min(10_000, Math.max(1_000, 20_000_000 / Math.max(1, length))));
}

/** The acceleration of a mean by the jackknife is a sixth of this: the sum of cubes over that of squares to the 3/2. */
function skewness(values: ArrayLike<number>, average: number): number {
  let [squares, cubes] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    const distance = values[index]! - average;
    squares += distance ** 2;
    cubes += distance ** 3;
  }
  return squares === 0 ? 0 : cubes / squares ** 1.5;
}

/** How many of the sorted means are below a value, and how many are it. */
function around(sorted: Float64Array, value: number): { below: number; at: number } {
  const first = (isAfter: (one: number) => boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAfter(sorted[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const near = 1e-12;
  const below = first(one => one > value - near);
  return { below, at: first(one => one > value + near) - below };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = clampTo(share * (sorted.length + 1) - 1, 0, sorted.length - 1);
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (place - low);
}

function clamp(share: number): number {
  return clampTo(share, 1e-9, 1 - 1e-9);
}

function clampTo(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
