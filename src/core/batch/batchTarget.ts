import type { ListedModel, ModelPrice, Provider } from '../provider/provider.ts';
import { modelInfo } from '../targets/models/modelInfo.ts';
import { countRequest } from '../tokens/countRequest.ts';
import { tokenizerFor } from '../tokens/tokenizer.ts';
import type { BatchTarget } from './planBatch.ts';

/**
 * What is known of a model that many requests are meant for. Where our table does not tell price and context, the
 * service is asked; a service that does not answer only leaves them unknown. `today` is YYYY-MM-DD.
 */
export async function batchTarget(
  provider: Provider,
  model: string,
  today: string,
  signal: AbortSignal,
): Promise<BatchTarget> {
  const { id, kind } = provider.connection;
  const tokenizer = await tokenizerFor(model);
  const info = modelInfo(kind, model, today);
  const listed =
    kind === 'sandbox' || info
      ? undefined
      : await listedModel(provider, model, signal).catch(() => undefined);
  const contextTokens = info?.contextTokens ?? listed?.contextTokens;
  const price = kind === 'sandbox' ? FREE : info ? (info.tuned ? info.price : undefined) : listed?.price;
  return {
    connection: id,
    model,
    ...(price && { price }),
    ...(contextTokens !== undefined && { contextTokens }),
    countRequest: request => countRequest(request, tokenizer).total,
    count: tokenizer.count,
  };
}

const FREE: ModelPrice = { input: 0, output: 0 };

async function listedModel(
  provider: Provider,
  model: string,
  signal: AbortSignal,
): Promise<ListedModel | undefined> {
  return (await provider.listModels(signal)).find(({ id }) => id === model);
}
