import { isObject, own } from '../jsonl/shape.ts';
import { ANSWER_START, countMessage } from './countMessages.ts';
import { countTools } from './countTools.ts';
import type { Tokenizer } from './tokenizer.ts';

/** What a chat request will be billed for before the model says anything. */
export interface RequestTokens {
  /** Of each message, its frame included. */
  messages: number[];
  /** Declarations of tools or functions. */
  tools: number;
  /** All of it, with what primes the answer. */
  total: number;
  /** False when the tokenizer is an estimate or something in the request has no published rule. */
  exact: boolean;
}

/** Counts a request of OpenAI's shape. Never throws, whatever is in it. */
export function countRequest(
  request: Readonly<Record<string, unknown>>,
  tokenizer: Tokenizer,
): RequestTokens {
  const list = own(request, 'messages');
  const messages = Array.isArray(list) ? list : [];
  const hasTools = ['functions', 'tools'].some(key => {
    const value = own(request, key);
    return Array.isArray(value) && value.length > 0;
  });
  const padded = hasTools ? withPaddedSystem(messages) : messages;
  const counted = padded.map(message => countMessage(message, tokenizer));
  const hasSystem = messages.some(message => isObject(message) && own(message, 'role') === 'system');
  const tools = countTools(request, hasSystem, tokenizer.count);
  const sum = counted.reduce((total, message) => total + message.total, 0);
  return {
    messages: counted.map(message => message.total),
    tools,
    total: sum + tools + ANSWER_START,
    exact:
      tokenizer.exact &&
      // Its frame of a conversation is another one, with more in it.
      tokenizer.encoding !== 'o200k_harmony' &&
      !hasTools &&
      !counted.some(message => message.guessed) &&
      own(request, 'response_format') === undefined,
  };
}

/** Declarations of functions go on a line of their own after the first system message. */
function withPaddedSystem(messages: readonly unknown[]): readonly unknown[] {
  const index = messages.findIndex(message => isObject(message) && own(message, 'role') === 'system');
  const system = messages[index];
  const content = isObject(system) ? own(system, 'content') : undefined;
  if (!isObject(system) || typeof content !== 'string' || content === '' || content.endsWith('\n'))
    return messages;
  return messages.with(index, { ...system, content: `${content}\n` });
}
