/** A linear axis: values to pixels, and the values that get a tick. */
export interface Scale {
  low: number;
  high: number;
  ticks: readonly number[];
  /** Distance between two ticks. */
  step: number;
  at(value: number): number;
}

/**
 * An axis that holds all values and begins and ends at a tick. `from` and `to` are pixels; about `wanted` ticks are
 * made. Without any finite value it goes from 0 to 1.
 */
export function scaleOf(values: Iterable<number>, from: number, to: number, wanted: number): Scale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const given of values) {
    if (!Number.isFinite(given)) continue;
    const value = withinReason(given);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  // What differs by less than digits can show is the same.
  if (high - low <= largest * 1e-9) {
    [low, high] = largest === 0 ? [0, 1] : [low - largest / 2, high + largest / 2];
  }
  const step = niceStep((high - low) / Math.max(wanted, 1));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
  const start = ticks[0] ?? low;
  const end = ticks.at(-1) ?? high;
  const factor = (to - from) / (end - start);
  return { low: start, high: end, ticks, step, at: value => from + (withinReason(value) - start) * factor };
}

/** Numbers so large or small that arithmetic on them overflows are drawn at the edge of what does not. */
export function withinReason(value: number): number {
  if (Math.abs(value) < 1e-100) return 0;
  return Math.min(Math.max(value, -1e100), 1e100);
}

/** The next of 1, 2, 5, 10, 20 ... times a power of ten that is not smaller. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const part = rough / power;
  const nice = part <= 1 + 1e-9 ? 1 : part <= 2 + 1e-9 ? 2 : part <= 5 + 1e-9 ? 5 : 10;
  return nice * power;
}

/** Without what binary fractions add: 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
