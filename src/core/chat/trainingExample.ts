import { Problem } from '../util/problem.ts';
import { turnsInSight } from './branches.ts';
import { messagesUpTo } from './chatMessages.ts';
import type { Conversation } from './conversation.ts';

/**
 * The turns in sight as one line for a chat model to learn from, without a line break, up to the last answer; or up to
 * one answer of a question that stands alone. Throws a `Problem` when there is nothing to learn.
 */
export function trainingExample(conversation: Conversation, turn?: number): string {
  const path = turnsInSight(conversation);
  const isAnswer = (one: (typeof path)[number]) => one.role === 'assistant' && one.text.trim() !== '';
  const last = turn === undefined ? path.findLast(isAnswer) : path.find(({ id }) => id === turn);
  if (!last || !isAnswer(last)) {
    throw new Problem({
      code: 'rejected',
      message: 'There is no answer yet that a model could learn from.',
      remedy: 'Ask something first, or write the ideal answer with Edit.',
    });
  }
  return JSON.stringify({ messages: messagesUpTo(conversation, last.id) });
}
