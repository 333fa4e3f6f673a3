import type { ChatRequest } from '../provider/chat.ts';
import type { ModelPrice } from '../provider/provider.ts';

/** What one request will need, in tokens. */
export interface ExpectedTokens {
  prompt: number;
  /** Of the answer, when it is as long as others were or as anybody can guess. */
  likely: number;
  /** The longest answer that the request allows; absent when it sets no limit. */
  most?: number;
}

/** What a plan will cost. */
export interface PlanEstimate {
  requests: number;
  promptTokens: number;
  likelyTokens: number;
  /** US dollars; absent when the model's price is not known. */
  price?: {
    /** Each answer is one token. */
    low: number;
    likely: number;
    /** Each answer is as long as it may be; absent when some request sets no limit. */
    most?: number;
  };
}

/** Tokens of an answer of which nothing is known. */
export const GUESSED_ANSWER = 200;

/** The limit that a request sets to its answer; nothing when it sets none. */
export function mostOf({ parameters = {} }: Pick<ChatRequest, 'parameters'>): Pick<ExpectedTokens, 'most'> {
  const { max_completion_tokens: newer, max_tokens: older } = parameters;
  const most = [newer, older].find(value => typeof value === 'number');
  return typeof most === 'number' ? { most } : {};
}

export function estimatePlan(
  requests: readonly ExpectedTokens[],
  price: ModelPrice | undefined,
): PlanEstimate {
  const sum = (of: (tokens: ExpectedTokens) => number) => requests.reduce((all, one) => all + of(one), 0);
  const promptTokens = sum(({ prompt }) => prompt);
  const likelyTokens = sum(likelyAnswer);
  const estimate: PlanEstimate = { requests: requests.length, promptTokens, likelyTokens };
  const { input, output } = price ?? {};
  if (input === undefined || output === undefined) return estimate;
  const cost = (answers: number) => (promptTokens * input + answers * output) / 1_000_000;
  const hasLimit = requests.every(({ most }) => most !== undefined);
  estimate.price = {
    low: cost(requests.length),
    likely: cost(likelyTokens),
    ...(hasLimit && { most: cost(sum(({ most = 0 }) => most)) }),
  };
  return estimate;
}

/** What one request is likely to cost, in US dollars; undefined when the price is not known. */
export function likelyPrice(tokens: ExpectedTokens, price: ModelPrice | undefined): number | undefined {
  return estimatePlan([tokens], price).price?.likely;
}

function likelyAnswer({ likely, most = Number.POSITIVE_INFINITY }: ExpectedTokens): number {
  return Math.min(likely, most);
}
