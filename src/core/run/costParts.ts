import type { Provider } from '../provider/provider.ts';
import { wholeSum } from '../util/wholeSum.ts';
import type { Asked } from './ask.ts';
import type { PlanPart } from './plan.ts';

/** What one answer of a model cost. */
export function costPart({ connection }: Provider, model: string, { chat, price }: Asked): PlanPart {
  const tokens = wholeSum([chat.usage?.promptTokens, chat.usage?.completionTokens]);
  return {
    ...{ connection: connection.id, model },
    ...(tokens !== undefined && { tokens }),
    ...(price !== undefined && { price }),
  };
}

/** One part for each connection and model. A sum of which a summand is missing is missing. */
export function sumParts(parts: readonly PlanPart[]): PlanPart[] {
  const groups = new Map<string, PlanPart[]>();
  for (const part of parts) groups.set(partKey(part), [...(groups.get(partKey(part)) ?? []), part]);
  return [...groups.values()].map(group => {
    const { connection, model } = group[0]!;
    const tokens = wholeSum(group.map(part => part.tokens));
    const price = wholeSum(group.map(part => part.price));
    return {
      ...{ connection, model },
      ...(tokens !== undefined && { tokens }),
      ...(price !== undefined && { price }),
    };
  });
}

/** The same for parts of one model on one connection, and for no others. */
export function partKey({ connection, model }: Pick<PlanPart, 'connection' | 'model'>): string {
  return `${connection}/${model}`;
}
