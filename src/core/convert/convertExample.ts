import type { FormatId } from '../formats/format.ts';
import { readAs } from '../formats/registry.ts';
import { Losses, type LossKind, Refusal, type RefusalKind } from './loss.ts';
import { type AlpacaJoin, neutralOf } from './neutral.ts';
import { shaped } from './shape.ts';
import type { WriteOptions } from './writer.ts';
import { writerOf } from './writers.ts';

export interface ConvertOptions extends WriteOptions {
  /** How Alpaca's instruction and input become one question. */
  alpacaJoin: AlpacaJoin;
}

export const CONVERT_DEFAULTS: ConvertOptions = { reasoning: true, alpacaJoin: 'line' };

/** What became of one example: its new lines and what they lack, or why there are none. */
export type Converted =
  | { values: Record<string, unknown>[]; lost: LossKind[] }
  | { refused: RefusalKind; lost: readonly never[] };

/** Writes an example of one format in another. */
export function convertExample(
  value: Readonly<Record<string, unknown>>,
  from: FormatId,
  to: FormatId,
  options: ConvertOptions = CONVERT_DEFAULTS,
): Converted {
  const writer = writerOf(to);
  if (!writer) throw new Error(`${to} cannot be written.`);
  const losses = new Losses();
  try {
    const neutral = neutralOf(readAs(from, value), from, losses, options.alpacaJoin);
    const values = shaped(neutral, writer.kind, losses).map(one => writer.write(one, losses, options));
    return { values, lost: losses.kinds };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { refused: thrown.kind, lost: [] };
    throw thrown;
  }
}
