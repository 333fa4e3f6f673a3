import type { ChatUsage } from './chat.ts';
import type { ModelPrice } from './provider.ts';

/**
 * What an answer cost in US dollars, by prices for a million tokens. Undefined when a number or a price is missing:
 * half a sum would look like the whole.
 */
export function chatCost(usage: ChatUsage, price: ModelPrice): number | undefined {
  const { promptTokens, completionTokens, cachedTokens = 0 } = usage;
  const { input, output, cached = input } = price;
  if (promptTokens === undefined || completionTokens === undefined) return undefined;
  if (input === undefined || output === undefined || cached === undefined) return undefined;
  const fresh = Math.max(0, promptTokens - cachedTokens);
  return (fresh * input + cachedTokens * cached + completionTokens * output) / 1_000_000;
}

/** The usage of several answers together. A field that one of them lacks is left out. */
export function totalUsage(all: readonly ChatUsage[]): ChatUsage | undefined {
  const [first, ...others] = all;
  return others.reduce<ChatUsage | undefined>((sum, one) => sum && added(sum, one), first);
}

function added(one: ChatUsage, other: ChatUsage): ChatUsage {
  const sum: ChatUsage = {};
  for (const key of Object.keys(one) as (keyof ChatUsage)[]) {
    const [left, right] = [one[key], other[key]];
    if (left !== undefined && right !== undefined) sum[key] = left + right;
  }
  return sum;
}
