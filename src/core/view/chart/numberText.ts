import type { Unit } from './chart.ts';

/** A value as the readout and the table say it: at most four digits that count. */
export function valueText(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return 'none';
  switch (unit) {
    case 'percent':
      return `${digits(value * 100, 3)} %`;
    case 'dollars':
      return `${value < 0 ? '-' : ''}$${digits(Math.abs(value), 3)}`;
    case 'milliseconds':
      return value >= 1000 ? `${digits(value / 1000, 3)} s` : `${digits(value, 3)} ms`;
    case 'number':
      return Number.isInteger(value) ? WHOLE.format(value) : digits(value, 4);
  }
}

/** A value beside a tick: all ticks of an axis have as many decimals as its step needs. */
export function tickText(value: number, unit: Unit, step: number): string {
  switch (unit) {
    case 'percent':
      return `${fixed(value * 100, step * 100)} %`;
    case 'dollars':
      return `${value < 0 ? '-' : ''}$${fixed(Math.abs(value), step)}`;
    case 'milliseconds':
      return step >= 500 ? `${fixed(value / 1000, step / 1000)} s` : `${fixed(value, step)} ms`;
    case 'number':
      return fixed(value, step);
  }
}

// A format that is made anew for each of thousands of points takes longer than everything else in a chart.
const WHOLE = new Intl.NumberFormat('en');
const BY_DIGITS = new Map<number, Intl.NumberFormat>();

function digits(value: number, significant: number): string {
  const known = BY_DIGITS.get(significant);
  const format = known ?? new Intl.NumberFormat('en', { maximumSignificantDigits: significant });
  if (!known) BY_DIGITS.set(significant, format);
  return format.format(value);
}

function fixed(value: number, step: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e7 || step < 1e-6)) return value.toExponential(1);
  const decimals = Math.min(Math.max(-Math.floor(Math.log10(step) + 1e-9), 0), 8);
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
