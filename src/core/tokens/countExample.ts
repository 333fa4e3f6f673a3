import type { Piece } from '../formats/conversation.ts';
import { CHAT_LIKE } from '../formats/families.ts';
import type { FormatId } from '../formats/format.ts';
import { formatOf, readAs } from '../formats/registry.ts';
import { isObject, own } from '../jsonl/shape.ts';
import { countAllTexts } from './countAllTexts.ts';
import {
  ANSWER_START,
  countMessage,
  LOW_DETAIL_IMAGE,
  PER_CALL,
  PER_MESSAGE,
  USUAL_IMAGE,
} from './countMessages.ts';
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

/** Counts an example of a format. Never throws. */
export function countExample(value: unknown, format: FormatId, tokenizer: Tokenizer): ExampleTokens {
  const { total, trained, guessed } = isObject(value)
    ? (countPair(value, format, tokenizer) ??
      countChat(value, format, tokenizer) ??
      countRead(value, format, tokenizer))
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
  const conversations = CHAT_LIKE.includes(format) ? (formatOf(format)?.conversations(value) ?? []) : [];
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

/** Other formats by what they say. Who trains on them puts it into a template of the model's own, which costs about as much. */
function countRead(value: Line, format: FormatId, { count }: Tokenizer): Counted {
  const result: Counted = { total: 0, trained: 0, guessed: true };
  const { parts, tools } = readAs(format, value);
  for (const { part, turns } of parts) {
    for (const { speaker, pieces, weight } of turns) {
      const content = pieces.reduce((sum, piece) => sum + countPiece(piece, count), 0);
      result.total += content + (part === 'text' ? 0 : PER_MESSAGE + count(speaker ?? ''));
      const learns = part === 'chat' ? speaker === 'assistant' && weight !== 0 : part !== 'prompt';
      if (learns) result.trained += content;
    }
  }
  result.total += countAllTexts(tools, count);
  return result;
}

function countPiece(piece: Piece, count: (text: string) => number): number {
  if ('text' in piece) return count(piece.text);
  if (piece.kind === 'call') return count(piece.name) + count(piece.arguments) + PER_CALL;
  if (piece.kind === 'image') return piece.detail === 'low' ? LOW_DETAIL_IMAGE : USUAL_IMAGE;
  return countAllTexts(piece.value, count);
}
