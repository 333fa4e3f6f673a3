import type { ModelPrice } from '../../provider/provider.ts';
import type { ExpectedEpochs } from './epochs.ts';

/** What a job is expected to cost. */
export type ExpectedPrice =
  | {
      kind: 'known';
      /** US dollars. */
      low: number;
      likely: number;
      high: number;
      /** US dollars for a million billed tokens. */
      perMillion: number;
      /** Such as "OpenAI's price list" or "our table". */
      source: string;
      /** When the source was read, YYYY-MM-DD; absent for what is asked live. */
      updated?: string;
    }
  /** Nobody charges for it. */
  | { kind: 'free'; reason: string }
  /** `reason` is a sentence. */
  | { kind: 'unknown'; reason: string };

export interface PriceQuestion {
  /** Billed tokens of one epoch, and whether they were counted exactly. */
  billed: number;
  exact: boolean;
  epochs: ExpectedEpochs;
  price: ModelPrice | undefined;
  source: string;
  updated?: string;
}

/** The price of a number of epochs. Estimated tokens widen it. */
export function expectedPrice({
  billed,
  exact,
  epochs,
  price,
  source,
  updated,
}: PriceQuestion): ExpectedPrice {
  const perMillion = price?.training;
  if (perMillion === undefined) return { kind: 'unknown', reason: 'This provider publishes none.' };
  if (price?.trainingUnit === 'hour') {
    return {
      kind: 'unknown',
      reason: `It is charged by the hour, $${perMillion} each, and nobody knows how many.`,
    };
  }
  const of = (times: number, slack: number) => (billed * times * slack * perMillion) / 1_000_000;
  const slack = exact ? 0 : INEXACT;
  return {
    kind: 'known',
    low: of(epochs.low, 1 - slack),
    likely: of(epochs.likely, 1),
    high: of(epochs.high, 1 + slack),
    perMillion,
    source,
    ...(updated !== undefined && { updated }),
  };
}

/** How far estimated tokens may be off: see `tokens/estimate.ts`. */
const INEXACT = 0.25;
