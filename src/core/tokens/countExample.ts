import type { FormatId } from '../formats/format.ts';
import { formatOf } from '../formats/registry.ts';
import { isObject, own } from '../jsonl/shape.ts';
import { ANSWER_START, countMessage } from './countMessages.ts';
import { countTools } from './countTools.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Tokens of a training example. */
export interface ExampleTokens {
  /** All that goes through the model; what is billed for each epoch. */
  total: number;
  /** What carries loss: answers that are not muted; of a preference pair both answers; of reinforcement nothing. */
  trained: number;
  /** `total` without `trained`. */
  prompt: number;
  /** False when the tokenizer is an estimate or something in the example has no published rule. */
  exact: boolean;
}

/** Counts an example of a format; of formats whose structure is not known, all texts. Never throws. */
export function countExample(value: unknown, format: FormatId, tokenizer: Tokenizer): ExampleTokens {
  const { total, trained, guessed } = isObject(value)
    ? (countPair(value, format, tokenizer) ??
      countChat(value, format, tokenizer) ??
      countTexts(value, tokenizer))
    : { total: 0, trained: 0, guessed: true };
  return { total, trained, prompt: total - trained, exact: tokenizer.exact && !guessed };
}

type Counted = Omit<ExampleTokens, 'prompt' | 'exact'> & { guessed: boolean };
type Line = Readonly<Record<string, unknown>>;

function countPair(value: Line, format: FormatId, { count }: Tokenizer): Counted | undefined {
  const [prompt, completion] = [own(value, 'prompt'), own(value, 'completion')];
  if (format !== 'prompt-completion' || typeof prompt !== 'string' || typeof completion !== 'string')
    return undefined;
  const trained = count(completion);
  return { total: count(prompt) + trained, trained, guessed: false };
}

function countChat(value: Line, format: FormatId, tokenizer: Tokenizer): Counted | undefined {
  const conversations = formatOf(format)?.conversations(value) ?? [];
  if (conversations.length === 0) return undefined;
  const result: Counted = { total: ANSWER_START, trained: 0, guessed: false };
  for (const { part, messages } of conversations) {
    for (const message of messages) {
      const counted = countMessage(message, tokenizer);
      result.total += counted.total;
      result.guessed ||= counted.guessed;
      const learns = part === 'chat' ? format !== 'openai-rft' && isTrained(message) : part !== 'prompt';
      if (learns) result.trained += counted.content;
    }
  }
  const input = own(value, 'input');
  const tools = countTools(isObject(input) ? input : value, false, tokenizer.count);
  result.total += tools;
  result.guessed ||= tools > 0;
  return result;
}

function isTrained(message: unknown): boolean {
  return isObject(message) && own(message, 'role') === 'assistant' && own(message, 'weight') !== 0;
}

/** Keys whose texts are what a model is to say, in the formats that are recognised by name only. */
const ANSWER_KEYS = new Set([
  'output',
  'response',
  'completion',
  'completions',
  'chosen',
  'rejected',
  'text',
]);
const ANSWER_SPEAKERS = new Set<unknown>(['assistant', 'gpt', 'model', 'Chatbot', 'bot', 'chatgpt']);

function countTexts(value: Line, { count }: Tokenizer): Counted {
  const result: Counted = { total: 0, trained: 0, guessed: true };
  const pending: { item: unknown; isAnswer: boolean }[] = [{ item: value, isAnswer: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { item, isAnswer } = next;
    if (typeof item === 'string') {
      const tokens = count(item);
      result.total += tokens;
      if (isAnswer) result.trained += tokens;
    } else if (Array.isArray(item)) {
      for (const one of item) pending.push({ item: one, isAnswer });
    } else if (isObject(item)) {
      const speaks = [own(item, 'role'), own(item, 'from')].some(speaker => ANSWER_SPEAKERS.has(speaker));
      for (const [key, one] of Object.entries(item)) {
        pending.push({ item: one, isAnswer: isAnswer || speaks || ANSWER_KEYS.has(key) });
      }
    }
  }
  return result;
}
