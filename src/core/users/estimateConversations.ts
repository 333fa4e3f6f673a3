import type { ModelPrice } from '../provider/provider.ts';
import type { ConversationItem } from './planConversations.ts';
import type { Speaker } from './usersFile.ts';

/** Tokens of a message of which nothing is known: people write less than assistants. */
const USER_TOKENS = 60;
const ANSWER_TOKENS = 200;

export interface ConversationsEstimate {
  requests: number;
  promptTokens: number;
  answerTokens: number;
  /** US dollars, likely; absent when the price of a model is not known. */
  price?: number;
}

/** What conversations will need. Each message is read again with every one that follows, by both sides. */
export function estimateConversations(
  items: readonly ConversationItem[],
  priceOf: (speaker: Speaker) => ModelPrice | undefined,
  count: (text: string) => number,
): ConversationsEstimate {
  const sum: ConversationsEstimate = { requests: 0, promptTokens: 0, answerTokens: 0, price: 0 };
  for (const item of items) {
    const one = estimateConversation(item, priceOf, count);
    sum.requests += one.requests;
    sum.promptTokens += one.promptTokens;
    sum.answerTokens += one.answerTokens;
    if (one.price === undefined || sum.price === undefined) delete sum.price;
    else sum.price += one.price;
  }
  return sum;
}

export function estimateConversation(
  { user, responder, persona = '', topic = '', turns }: ConversationItem,
  priceOf: (speaker: Speaker) => ModelPrice | undefined,
  count: (text: string) => number,
): ConversationsEstimate {
  const question = Math.min(USER_TOKENS, user.max_tokens ?? USER_TOKENS);
  const answer = Math.min(ANSWER_TOKENS, responder.max_tokens ?? ANSWER_TOKENS);
  const userSystem = count(`${user.system ?? ''} ${persona} ${topic}`) + 40;
  const responderSystem = count(responder.system ?? '') + 10;
  // Before the n-th question stand n - 1 questions and answers; before the n-th answer one question more.
  const before = (turns * (turns - 1)) / 2;
  const userPrompt = turns * userSystem + before * (question + answer);
  const responderPrompt = turns * (responderSystem + question) + before * (question + answer);
  const cost = (speaker: Speaker, input: number, output: number) => {
    const price = priceOf(speaker);
    if (price?.input === undefined || price.output === undefined) return undefined;
    return (input * price.input + output * price.output) / 1_000_000;
  };
  const userCost = cost(user, userPrompt, turns * question);
  const responderCost = cost(responder, responderPrompt, turns * answer);
  return {
    requests: turns * 2,
    promptTokens: userPrompt + responderPrompt,
    answerTokens: turns * (question + answer),
    ...(userCost !== undefined && responderCost !== undefined && { price: userCost + responderCost }),
  };
}
