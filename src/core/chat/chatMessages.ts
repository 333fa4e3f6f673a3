import type { ChatMessage } from '../provider/chat.ts';
import { turnsUpTo } from './branches.ts';
import type { Conversation, OpeningMessage, Turn } from './conversation.ts';

/** The messages that a model is asked with, up to a turn and with it. */
export function messagesUpTo(conversation: Conversation, turn: number | undefined): ChatMessage[] {
  const path = turnsUpTo(conversation, turn);
  const last = path.findLast(({ role }) => role === 'user');
  // Its answer, if the turn is that, still belongs to it.
  if (last?.alone) return [...last.alone, ...path.slice(path.indexOf(last) + 1).flatMap(toMessage)];
  const together = path.filter(({ alone, parent }) => {
    const question = path.find(({ id }) => id === parent);
    return !alone && !question?.alone;
  });
  return [...openingMessages(conversation), ...together.flatMap(toMessage)];
}

/** What comes before the first turn, with what was changed here. */
export function openingMessages({ opening }: Pick<Conversation, 'opening'>): ChatMessage[] {
  return opening.map(({ message, edited }: OpeningMessage) =>
    edited === undefined ? message : { ...message, content: edited },
  );
}

/** Answers of which nothing arrived are no part of what was said. */
function toMessage({ role, text }: Turn): ChatMessage[] {
  return role === 'assistant' && text === '' ? [] : [{ role, content: text }];
}
