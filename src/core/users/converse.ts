import type { ChatMessage, ChatRequest } from '../provider/chat.ts';
import type { Provider } from '../provider/provider.ts';
import { ask } from '../run/ask.ts';
import { costPart, sumParts } from '../run/costParts.ts';
import { chooseModel } from '../run/chooseModel.ts';
import type { PlanAnswer, PlanPart } from '../run/plan.ts';
import type { Clock } from '../util/clock.ts';
import type { ProblemData } from '../util/problem.ts';
import { wholeSum } from '../util/wholeSum.ts';
import type { ConversationItem } from './planConversations.ts';
import type { Speaker } from './usersFile.ts';

/** What was said, and by whom. */
export interface Conversation {
  messages: { role: 'user' | 'assistant'; content: string }[];
  userModel: string;
  responderModel: string;
  persona?: string;
  topic?: string;
  /** Of all messages together; absent when a server does not tell. */
  tokens?: number;
}

export type ProviderOf = (speaker: Speaker) => Provider | Promise<Provider>;

/**
 * Has one conversation: the user's model asks, the other answers, as often as was drawn. When a message fails, the
 * conversation has failed; it is had anew from its beginning, since half of one is of no use.
 */
export async function converse(
  item: ConversationItem,
  providerOf: ProviderOf,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<PlanAnswer<Conversation>> {
  const { user, responder, persona, topic, turns } = item;
  const messages: Conversation['messages'] = [];
  const parts: PlanPart[] = [];
  for (let turn = 0; turn < turns * 2; turn++) {
    const isUser = turn % 2 === 0;
    const speaker = isUser ? user : responder;
    const provider = await providerOf(speaker);
    const request = isUser ? userRequest(item, messages) : responderRequest(responder, messages);
    // The sandbox stands in for the models of others, so that a file can be rehearsed as it is.
    const chosen = await chooseModel(provider, { named: undefined, inPrompt: speaker.model }, signal);
    const model = chosen?.model ?? speaker.model;
    const asked = await ask(provider, { ...request, model }, { clock, signal });
    parts.push(costPart(provider, speaker.model, asked));
    const content = asked.chat.choices[0]?.text.trim() ?? '';
    const problem = asked.problem ?? (content === '' ? EMPTY : undefined);
    if (problem) {
      // What failed before anything came has no price, and what was paid before it counts.
      const paid = parts.filter(part => part.price !== undefined);
      const price = paid.reduce((sum, part) => sum + (part.price ?? 0), 0);
      return { problem, ...(price > 0 && { price }), parts: sumParts(paid) };
    }
    messages.push({ role: isUser ? 'user' : 'assistant', content });
  }
  const tokens = wholeSum(parts.map(part => part.tokens));
  const price = wholeSum(parts.map(part => part.price));
  const value: Conversation = {
    messages,
    userModel: user.model,
    responderModel: responder.model,
    ...(persona && { persona }),
    ...(topic && { topic }),
    ...(tokens !== undefined && { tokens }),
  };
  return { value, ...(price !== undefined && { price }), parts: sumParts(parts) };
}

/** What the model that plays the user reads: to it, its own messages are the assistant's. */
export function userRequest(
  { user, persona, topic }: Pick<ConversationItem, 'user' | 'persona' | 'topic'>,
  messages: Conversation['messages'],
): ChatRequest {
  const about = [persona && `You are ${persona}`, topic && `You want to talk about: ${topic}`];
  const system = [user.system ?? DEFAULT_USER, ...about].filter(Boolean).join('\n');
  const turned: ChatMessage[] = messages.map(({ role, content }) => ({
    role: role === 'user' ? 'assistant' : 'user',
    content,
  }));
  const opening = turned.length === 0 ? [{ role: 'user', content: OPENING }] : turned;
  return {
    model: user.model,
    messages: [{ role: 'system', content: system }, ...opening],
    parameters: parametersOf(user),
  };
}

function responderRequest(responder: Speaker, messages: Conversation['messages']): ChatRequest {
  const system = responder.system ? [{ role: 'system', content: responder.system }] : [];
  return { model: responder.model, messages: [...system, ...messages], parameters: parametersOf(responder) };
}

function parametersOf({ temperature, max_tokens }: Speaker): Record<string, number> {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(max_tokens !== undefined && { max_tokens }),
  };
}

const DEFAULT_USER =
  'You play a person who talks to an assistant. Write only what this person would type next, briefly and in their own words.';
const OPENING = 'Write the first message.';

const EMPTY: ProblemData = {
  code: 'bad-response',
  message: 'A message of the conversation is empty.',
  remedy: 'Allow longer messages or change the system messages.',
  retryable: true,
};
