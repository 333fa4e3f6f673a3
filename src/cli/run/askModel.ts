import {
  addToCollected,
  type ChatEvent,
  type ChatRequest,
  type CollectedChat,
} from '../../core/provider/chat.ts';
import { chatCost } from '../../core/provider/chatCost.ts';
import type { ModelPrice, Provider } from '../../core/provider/provider.ts';
import { dayOfTime, modelInfo } from '../../core/targets/models/modelInfo.ts';
import { type ProblemData, toProblemData } from '../../core/util/problem.ts';
import { systemClock } from '../../node/systemClock.ts';
import { ClosedOutput } from '../io.ts';

/** One answer of a model, as far as it came. */
export interface Asked {
  chat: CollectedChat;
  /** From sending to the end, in milliseconds. */
  ms: number;
  /** US dollars; absent when the price or the usage is not known. */
  price?: number;
  /** Why the answer is not whole; absent when it is. */
  problem?: ProblemData;
  /** True when the request failed as such, so that nothing came. */
  failed: boolean;
}

/** Milliseconds for which prices may keep an answer waiting that is there already. */
const PRICE_WITHIN = 2000;

/** Sends a request and hands on what arrives. A failure is in the result, so that what came before it is kept. */
export async function askModel(
  provider: Provider,
  request: ChatRequest,
  show: (event: ChatEvent) => Promise<void>,
  signal: AbortSignal,
): Promise<Asked> {
  const prices = startListing(provider, signal);
  const chat: CollectedChat = { choices: [], truncated: false };
  const started = systemClock.now();
  let thrown: ProblemData | undefined;
  try {
    for await (const event of provider.chat(request, signal)) {
      addToCollected(chat, event);
      await show(event);
    }
  } catch (error) {
    if (error instanceof ClosedOutput) throw error;
    thrown = toProblemData(error);
  }
  const ms = systemClock.now() - started;
  const model = chat.model ?? request.model;
  const listed = await prices(thrown ? undefined : model);
  const known = listed ?? priceFromTable(provider, model);
  const price = known && chat.usage && chatCost(chat.usage, known);
  const problem = thrown ?? chat.problem;
  const failed = thrown !== undefined && chat.choices.length === 0;
  return { chat, ms, failed, ...(price !== undefined && { price }), ...(problem && { problem }) };
}

/**
 * Together alone tells prices with its models; they are asked for while the answer is on its way. The result must be
 * called at the end, without a model when nobody needs a price.
 */
function startListing(provider: Provider, signal: AbortSignal) {
  if (provider.connection.kind !== 'together') return async () => undefined;
  const done = new AbortController();
  const listing = provider.listModels(AbortSignal.any([signal, done.signal])).catch(() => []);
  return async (model: string | undefined): Promise<ModelPrice | undefined> => {
    if (model === undefined) done.abort();
    const late = systemClock.sleep(PRICE_WITHIN, done.signal).catch(() => undefined);
    const models = await Promise.race([listing, late]);
    done.abort();
    return models?.find(({ id }) => id === model)?.price;
  };
}

/** Our table has the prices of tunes only: what calling their bases costs, it does not say. */
function priceFromTable({ connection }: Provider, model: string): ModelPrice | undefined {
  const info = modelInfo(connection.kind, model, dayOfTime(systemClock.now()));
  return info?.tuned ? info.price : undefined;
}
