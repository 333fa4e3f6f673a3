import { detectFormat } from '../../formats/detect.ts';
import { type ReadPart, textOfTurn, type Turn } from '../../formats/conversation.ts';
import { formatOf } from '../../formats/registry.ts';
import { isObject, own } from '../../jsonl/shape.ts';
import type { ChatMessage } from '../../provider/chat.ts';
import { textOfContent } from './textOfMessages.ts';

/** What a row asks, and what it wants to hear. */
export interface RowCase {
  messages?: ChatMessage[];
  reference?: string;
}

/** Reads a row of a dataset in any format that is known: the conversation up to its last answer, and that answer. */
export function rowCase(row: Readonly<Record<string, unknown>>): RowCase {
  const messages = own(row, 'messages');
  if (Array.isArray(messages) && messages.every(isMessage)) return chatCase(messages);
  const format = detectFormat(row);
  const parts = (format && formatOf(format)?.read({ ...row }).parts) ?? [];
  const conversation = parts.find(({ part }) => part === 'chat');
  if (conversation) return splitTurns(conversation.turns);
  const prompt = parts.find(({ part }) => part === 'prompt');
  const answer = parts.find(({ part }) => part === 'answer' || part === 'preferred');
  return {
    ...(prompt && { messages: prompt.turns.map(messageOf) }),
    ...(answer && { reference: answerOf(answer) }),
  };
}

/** Messages of a training example are sent as they are, but for what only trainers understand. */
function chatCase(messages: readonly ChatMessage[]): RowCase {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  const asked = last < 0 || last < messages.length - 1 ? messages : messages.slice(0, last);
  const answer = asked === messages ? undefined : messages[last];
  const reference = answer && wantedOf(answer);
  return {
    ...(asked.length > 0 && { messages: asked.map(({ weight: _, ...message }) => message) }),
    ...(reference !== undefined && { reference }),
  };
}

/** A wanted answer without text is its tool calls, as JSON. */
function wantedOf({ content, tool_calls: calls }: ChatMessage): string | undefined {
  if (typeof content === 'string' && content !== '') return content;
  if (Array.isArray(calls) && calls.length > 0) return JSON.stringify(calls);
  return typeof content === 'string' || Array.isArray(content) ? textOfContent(content) : undefined;
}

function splitTurns(turns: readonly Turn[]): RowCase {
  const last = turns.findLastIndex(({ speaker }) => speaker === 'assistant');
  if (last < 0 || last < turns.length - 1) return { messages: turns.map(messageOf) };
  return { messages: turns.slice(0, last).map(messageOf), reference: textOfTurn(turns[last]!) };
}

function answerOf({ turns }: ReadPart): string {
  return turns.map(textOfTurn).join('\n');
}

function messageOf(turn: Turn): ChatMessage {
  return { role: turn.speaker ?? 'user', content: textOfTurn(turn) };
}

function isMessage(value: unknown): value is ChatMessage {
  return isObject(value) && typeof value.role === 'string';
}
