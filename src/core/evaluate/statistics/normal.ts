/** Share of a normal distribution below `z`. Good to fifteen digits where it is not tiny. */
export function normalBelow(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const size = Math.abs(z);
  const upper = size < 3 ? 0.5 - inner(size) : tail(size);
  return z < 0 ? upper : 1 - upper;
}

/** The z below which a share `p` of a normal distribution lies. Infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  let z = firstGuess(p);
  // Two steps of Halley's method bring the guess to full precision.
  for (let step = 0; step < 2; step++) {
    const error = (normalBelow(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

/** Between 0 and z, by the series of Abramowitz and Stegun 26.2.11. */
function inner(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (z * z) / (2 * n + 1);
    sum += term;
  }
  return (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Above z, by the continued fraction of Abramowitz and Stegun 26.2.14. */
function tail(z: number): number {
  let fraction = z;
  for (let n = 80; n > 0; n--) fraction = z + n / fraction;
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

/** Abramowitz and Stegun 26.2.23, good to 4.5e-4. */
function firstGuess(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const z =
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  return p < 0.5 ? -z : z;
}
