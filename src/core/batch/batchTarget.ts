import type { ListedModel, Provider } from '../provider/provider.ts';
import { knownPrice } from '../run/knownPrice.ts';
import { dayOfTime, modelInfo } from '../targets/models/modelInfo.ts';
import { countRequest } from '../tokens/countRequest.ts';
import { tokenizerFor } from '../tokens/tokenizer.ts';
import type { Clock } from '../util/clock.ts';
import { cancelledProblem } from '../util/problem.ts';
import type { BatchTarget } from './planBatch.ts';

/**
 * What is known of a model that many requests are meant for. Where our table does not tell price and context, the
 * service is asked; a service that does not answer only leaves them unknown.
 */
export async function batchTarget(
  provider: Provider,
  model: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<BatchTarget> {
  const { id, kind } = provider.connection;
  const tokenizer = await tokenizerFor(model);
  const info = modelInfo(kind, model, dayOfTime(clock.now()));
  const known = knownPrice(provider.connection, model, clock);
  const listed =
    info || kind === 'sandbox'
      ? undefined
      : await listedModel(provider, model, clock, signal).catch(() => undefined);
  if (signal.aborted) throw cancelledProblem();
  const contextTokens = info?.contextTokens ?? listed?.contextTokens;
  const price = known ?? listed?.price;
  return {
    connection: id,
    model,
    ...(price && { price }),
    ...(contextTokens !== undefined && { contextTokens }),
    countRequest: request => countRequest(request, tokenizer).total,
    count: tokenizer.count,
  };
}

async function listedModel(
  provider: Provider,
  model: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<ListedModel | undefined> {
  const done = new AbortController();
  const late = clock.sleep(LISTED_WITHIN, AbortSignal.any([signal, done.signal])).then(() => done.abort());
  late.catch(() => {});
  try {
    const models = await provider.listModels(AbortSignal.any([signal, done.signal]));
    return models.find(({ id }) => id === model);
  } finally {
    done.abort();
  }
}

/** Milliseconds that a run waits for what is only good to know. */
const LISTED_WITHIN = 5000;
