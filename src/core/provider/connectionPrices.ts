import type { Connection } from './connection.ts';
import { object } from './lenient.ts';
import type { ModelPrice } from './provider.ts';

/** What the models of a connection cost, by their names; a name may end with `*` and stand for all that begin so. */
export type ConnectionPrices = Readonly<Record<string, Pick<ModelPrice, 'input' | 'cached' | 'output'>>>;

const FIELDS = ['input', 'cached', 'output'] as const;

/** Reads prices out of a connection as it is stored. `issue` is a sentence; `prices` is absent then. */
export function readPrices(value: unknown): { prices?: ConnectionPrices; issue?: string } {
  const source = object(value);
  if (!source) return { issue: '"prices" must be an object with the names of models.' };
  const prices: Record<string, ConnectionPrices[string]> = {};
  for (const [model, given] of Object.entries(source)) {
    const price = object(given);
    const isWhole =
      price !== undefined && isAmount(price.input) && isAmount(price.output) && isAmount(price.cached ?? 0);
    if (!isWhole)
      return { issue: `"prices" of ${JSON.stringify(model)} must have "input" and "output" as numbers.` };
    Object.defineProperty(prices, model, {
      value: Object.fromEntries(
        FIELDS.flatMap(field => (price[field] === undefined ? [] : [[field, price[field]]])),
      ),
      enumerable: true,
    });
  }
  return { prices };
}

/** What the user says that a model costs: by its whole name, else by the longest beginning that fits. */
export function ownPrice({ prices }: Pick<Connection, 'prices'>, model: string): ModelPrice | undefined {
  if (!prices) return undefined;
  if (Object.hasOwn(prices, model)) return prices[model];
  const [found] = Object.keys(prices)
    .filter(name => name.endsWith('*') && model.startsWith(name.slice(0, -1)))
    .sort((one, other) => other.length - one.length);
  return found === undefined ? undefined : prices[found];
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}
