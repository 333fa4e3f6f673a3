import type { ChatUsage } from '../provider/chat.ts';
import type { ModelPrice, Provider } from '../provider/provider.ts';
import { ask } from '../run/ask.ts';
import type { PlanAnswer } from '../run/plan.ts';
import type { Clock } from '../util/clock.ts';
import type { ProblemData } from '../util/problem.ts';
import type { BatchItem } from './planBatch.ts';

/** What the journal keeps of an answer: the values that it was asked with, and what came. */
export interface BatchAnswer {
  values: Readonly<Record<string, unknown>>;
  /** One for each choice that was asked for. */
  outputs: string[];
  /** The model that really answered. */
  model: string;
  usage?: ChatUsage;
  /** From sending to the end, in milliseconds. */
  ms: number;
  /** True when the answer reached its greatest length. */
  isCut?: true;
}

/** Sends one request and waits for the whole answer. An empty answer is a failure: nothing can be made of it. */
export async function askForBatch(
  provider: Provider,
  { request, input }: Pick<BatchItem, 'request' | 'input'>,
  options: { price: ModelPrice | undefined; clock: Clock; signal: AbortSignal },
): Promise<PlanAnswer<BatchAnswer>> {
  const { chat, ms, price, problem } = await ask(provider, request, options);
  const outputs = chat.choices.map(({ text, refusal }) => text || refusal);
  const isEmpty = outputs.every(text => text.trim() === '');
  const fault = problem ?? (isEmpty ? EMPTY : undefined);
  const isCut = chat.choices.some(({ finish }) => finish === 'length');
  const value: BatchAnswer = {
    values: input.values,
    outputs,
    model: chat.model ?? request.model,
    ...(chat.usage && { usage: chat.usage }),
    ms,
    ...(isCut && { isCut }),
  };
  return {
    ...(chat.choices.length > 0 && { value }),
    ...(price !== undefined && { price }),
    ...(fault && { problem: fault }),
  };
}

const EMPTY: ProblemData = {
  code: 'bad-response',
  message: 'The answer is empty.',
  remedy: 'Allow a longer answer or change the template.',
  retryable: false,
};
