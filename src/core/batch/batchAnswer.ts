import { addToCollected, type ChatUsage, type CollectedChat } from '../provider/chat.ts';
import { chatCost } from '../provider/chatCost.ts';
import type { ModelPrice, Provider } from '../provider/provider.ts';
import type { PlanAnswer } from '../run/plan.ts';
import type { Clock } from '../util/clock.ts';
import { type ProblemData, toProblemData } from '../util/problem.ts';
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
  price: ModelPrice | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<PlanAnswer<BatchAnswer>> {
  const chat: CollectedChat = { choices: [], truncated: false };
  const started = clock.now();
  let problem: ProblemData | undefined;
  try {
    for await (const event of provider.chat(request, signal)) addToCollected(chat, event);
    problem = chat.problem;
  } catch (thrown) {
    problem = toProblemData(thrown);
  }
  const outputs = chat.choices.map(({ text, refusal }) => text || refusal);
  if (!problem && outputs.every(text => text.trim() === '')) problem = EMPTY;
  const cost = price && chat.usage && chatCost(chat.usage, price);
  const isCut = chat.choices.some(({ finish }) => finish === 'length');
  const value: BatchAnswer = {
    values: input.values,
    outputs,
    model: chat.model ?? request.model,
    ...(chat.usage && { usage: chat.usage }),
    ms: clock.now() - started,
    ...(isCut && { isCut }),
  };
  return {
    ...(chat.choices.length > 0 && { value }),
    ...(cost !== undefined && { price: cost }),
    ...(problem && { problem }),
  };
}

const EMPTY: ProblemData = {
  code: 'bad-response',
  message: 'The answer is empty.',
  remedy: 'Allow a longer answer or change the template.',
  retryable: false,
};
