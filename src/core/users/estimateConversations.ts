import type { ModelPrice } from '../provider/provider.ts';
import { wholeSum } from '../util/wholeSum.ts';
import type { ConversationItem } from './planConversations.ts';

/** Tokens of a message of which nothing is known: people write less than assistants. */
const USER_TOKENS = 60;
const ANSWER_TOKENS = 200;
/** Of a judge that may give its reason. */
const VERDICT_TOKENS = 60;
/** What stands before each message of a conversation that is shown to a judge. */
const SPEAKER_TOKENS = 4;

/** What requests are likely to need. */
export interface UsersEstimate {
  requests: number;
  promptTokens: number;
  answerTokens: number;
  /** US dollars; absent when the price of a model is not known. */
  price?: number;
}

/** What one conversation is likely to need of each side. Each message is read again with every one that follows. */
export function estimateConversation(
  { user, responder, persona = '', topic = '', turns }: ConversationItem,
  prices: { user: ModelPrice | undefined; responder: ModelPrice | undefined },
  count: (text: string) => number,
): { user: UsersEstimate; responder: UsersEstimate } {
  const question = Math.min(USER_TOKENS, user.max_tokens ?? USER_TOKENS);
  const answer = Math.min(ANSWER_TOKENS, responder.max_tokens ?? ANSWER_TOKENS);
  const userSystem = count(`${user.system ?? ''} ${persona} ${topic}`) + 40;
  const responderSystem = count(responder.system ?? '') + 10;
  // Before the n-th question stand n - 1 questions and answers; before the n-th answer one question more.
  const before = ((turns * (turns - 1)) / 2) * (question + answer);
  return {
    user: priced(turns, turns * userSystem + before, turns * question, prices.user),
    responder: priced(turns, turns * (responderSystem + question) + before, turns * answer, prices.responder),
  };
}

/** What judging one conversation is likely to need. `template` are the tokens of the judge's request without it. */
export function estimateVerdict(
  { user, responder, turns }: Pick<ConversationItem, 'user' | 'responder' | 'turns'>,
  { template, most = VERDICT_TOKENS }: { template: number; most?: number | undefined },
  price: ModelPrice | undefined,
): UsersEstimate {
  const question = Math.min(USER_TOKENS, user.max_tokens ?? USER_TOKENS);
  const answer = Math.min(ANSWER_TOKENS, responder.max_tokens ?? ANSWER_TOKENS);
  const said = turns * (question + answer + 2 * SPEAKER_TOKENS);
  return priced(1, template + said, verdictTokens(most), price);
}

/** Tokens that a verdict is likely to have, of a judge that may write so many. */
export function verdictTokens(most: number | undefined): number {
  return Math.min(VERDICT_TOKENS, most ?? VERDICT_TOKENS);
}

export function sumEstimates(all: readonly UsersEstimate[]): UsersEstimate {
  const sum = (of: (one: UsersEstimate) => number) => all.reduce((total, one) => total + of(one), 0);
  const price = wholeSum(all.map(one => one.price));
  return {
    requests: sum(({ requests }) => requests),
    promptTokens: sum(({ promptTokens }) => promptTokens),
    answerTokens: sum(({ answerTokens }) => answerTokens),
    ...(price !== undefined && { price }),
  };
}

function priced(
  requests: number,
  promptTokens: number,
  answerTokens: number,
  price: ModelPrice | undefined,
): UsersEstimate {
  const estimate = { requests, promptTokens, answerTokens };
  if (price?.input === undefined || price.output === undefined) return estimate;
  return {
    ...estimate,
    price: (promptTokens * price.input + answerTokens * price.output) / 1_000_000,
  };
}
