import { addToCollected, type ChatEvent, type ChatRequest, type CollectedChat } from '../provider/chat.ts';
import { chatCost } from '../provider/chatCost.ts';
import type { ModelPrice, Provider } from '../provider/provider.ts';
import type { Clock } from '../util/clock.ts';
import { type ProblemData, toProblemData } from '../util/problem.ts';
import { knownPrice } from './knownPrice.ts';

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

export interface AskOptions {
  /** Called with what arrives, one after the other. What it throws is thrown on. */
  show?(event: ChatEvent): Promise<void> | void;
  /** US dollars for a million tokens, when the caller knows; absent: they are found out. */
  price?: ModelPrice | undefined;
  clock: Clock;
  signal: AbortSignal;
}

/** Milliseconds for which prices may keep an answer waiting that is there already. */
const PRICE_WITHIN = 2000;

/** Sends a request and hands on what arrives. A failure is in the result, so that what came before it is kept. */
export async function ask(provider: Provider, request: ChatRequest, options: AskOptions): Promise<Asked> {
  const { show, clock, signal } = options;
  const prices = startListing(provider, options);
  const chat: CollectedChat = { choices: [], truncated: false };
  const started = clock.now();
  let thrown: ProblemData | undefined;
  const events = provider.chat(request, signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await events.next().catch(error => {
        thrown = toProblemData(error);
      });
      if (!next || next.done) break;
      addToCollected(chat, next.value);
      await show?.(next.value);
    }
  } finally {
    await events.return?.();
  }
  const ms = clock.now() - started;
  const model = chat.model ?? request.model;
  const listed = await prices(thrown ? undefined : model);
  const known = listed ?? knownPrice(provider.connection, model, clock);
  const price = known && chat.usage && chatCost(chat.usage, known);
  const problem = thrown ?? chat.problem;
  const failed = thrown !== undefined && chat.choices.length === 0;
  return { chat, ms, failed, ...(price !== undefined && { price }), ...(problem && { problem }) };
}

/**
 * Together alone tells prices with its models; they are asked for while the answer is on its way. The result must be
 * called at the end, without a model when nobody needs a price.
 */
function startListing(provider: Provider, { price, clock, signal }: AskOptions) {
  if (price) return async () => price;
  const { kind, prices } = provider.connection;
  if (kind !== 'together' || prices) return async () => undefined;
  const done = new AbortController();
  const listing = provider.listModels(AbortSignal.any([signal, done.signal])).catch(() => []);
  return async (model: string | undefined): Promise<ModelPrice | undefined> => {
    if (model === undefined) done.abort();
    const late = clock.sleep(PRICE_WITHIN, done.signal).catch(() => undefined);
    const models = await Promise.race([listing, late]);
    done.abort();
    return models?.find(({ id }) => id === model)?.price;
  };
}
