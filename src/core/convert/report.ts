import { count } from '../text/count.ts';
import type { ConvertReport, Tally } from './convertStream.ts';
import { LOSSES, REFUSALS } from './loss.ts';

/** Lines that are named in a sentence. */
const NAMED = 5;

/** What a conversion lost and left out, one sentence each, with how often and where. */
export function describeConversion({ lost, refused }: ConvertReport): string[] {
  return [
    ...refused.map(tally => `Left out, ${where(tally)}: ${REFUSALS[tally.kind]}`),
    ...lost.map(tally => `${LOSSES[tally.kind]} (${where(tally)})`),
  ];
}

/** The sums in one sentence. */
export function conversionSums({ examples, written, refused }: ConvertReport): string {
  const left = refused.reduce((sum, tally) => sum + tally.examples, 0);
  const lines = written === examples - left ? '' : `, ${count(written, 'line')} written`;
  return `${count(examples - left, 'example')} converted${lines}${left > 0 ? `, ${left.toLocaleString('en-US')} left out` : ''}.`;
}

function where({ examples, lines }: Tally<unknown>): string {
  const named = lines.slice(0, NAMED).map(line => line + 1);
  const more = examples > named.length ? ', …' : '';
  return `${count(examples, 'example')}, ${named.length === 1 && !more ? 'line' : 'lines'} ${named.join(', ')}${more}`;
}
