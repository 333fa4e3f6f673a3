import { dollars } from '../connectionRows.ts';

/** An amount of US dollars to three digits. */
export function dollarsText(usd: number): string {
  return dollars(Number(usd.toPrecision(3)));
}
