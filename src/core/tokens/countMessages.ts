import { isObject, own } from '../jsonl/shape.ts';
import { countAllTexts } from './countAllTexts.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Tokens that every message of a chat costs beside its values, and one more when it has a name. */
export const PER_MESSAGE = 3;
const PER_NAME = 1;
/** A call of a function has separators of its own. */
export const PER_CALL = 3;
/** The answer is primed with the assistant's role. */
export const ANSWER_START = 3;
/** What an image in low detail costs; in another detail it depends on its size, which nobody knows here. */
export const LOW_DETAIL_IMAGE = 85;
/** An image of 1024 by 1024 pixels in high detail: the base and four tiles. */
export const USUAL_IMAGE = 85 + 4 * 170;

/** Tokens of a message; `guessed` when something in it has no published rule. */
export interface MessageTokens {
  total: number;
  /** What the answer itself has, without the role and the frame: what a model learns when it is trained on it. */
  content: number;
  guessed: boolean;
}

/**
 * Counts one message as OpenAI's cookbook does: three tokens, each value, one more for a name. What other shapes than
 * OpenAI's hold is counted by its texts. Never throws, whatever the message is.
 */
export function countMessage(message: unknown, { count }: Pick<Tokenizer, 'count'>): MessageTokens {
  const result: MessageTokens = { total: PER_MESSAGE, content: 0, guessed: false };
  if (!isObject(message)) return { ...result, guessed: true };
  for (const key of ['role', 'name'] as const) {
    const value = own(message, key);
    if (typeof value === 'string') result.total += count(value) + (key === 'name' ? PER_NAME : 0);
  }
  // Source: the function-calling cases of gpt-tokenizer; such an answer is two tokens shorter than others.
  if (own(message, 'role') === 'function') result.total -= 2;
  addContent(own(message, 'content'), count, result);
  addContent(own(message, 'refusal'), count, result);
  const calls = own(message, 'tool_calls');
  for (const call of Array.isArray(calls) ? calls : []) addCall(own(Object(call), 'function'), count, result);
  if (Array.isArray(calls) && calls.length > 0) result.guessed = true;
  if (own(message, 'function_call') !== undefined) addCall(own(message, 'function_call'), count, result);
  const id = own(message, 'tool_call_id');
  if (typeof id === 'string') result.guessed = true;
  result.total += result.content;
  return result;
}

function addContent(content: unknown, count: (text: string) => number, result: MessageTokens): void {
  if (typeof content === 'string') {
    result.content += count(content);
    return;
  }
  for (const part of Array.isArray(content) ? content : []) {
    const text = isObject(part) ? (own(part, 'text') ?? own(part, 'refusal')) : undefined;
    if (typeof text === 'string') {
      result.content += count(text);
      continue;
    }
    const image = isObject(part) ? own(part, 'image_url') : undefined;
    const isLow = isObject(image) && own(image, 'detail') === 'low';
    if (image !== undefined) result.content += isLow ? LOW_DETAIL_IMAGE : USUAL_IMAGE;
    result.guessed ||= !isLow;
  }
}

function addCall(call: unknown, count: (text: string) => number, result: MessageTokens): void {
  if (!isObject(call)) return;
  result.content += PER_CALL;
  for (const key of ['name', 'arguments']) {
    const value = own(call, key);
    if (typeof value === 'string') result.content += count(value);
    else if (value !== undefined && value !== null) result.content += countAllTexts(value, count);
  }
}
