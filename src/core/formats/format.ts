import type { Path } from '../jsonl/node.ts';
import type { ReadExample } from './conversation.ts';

/** Every shape of example that is recognised. The order of detection is in `detect.ts`. */
export const FORMAT_IDS = [
  'openai-sft',
  'openai-dpo',
  'openai-rft',
  'prompt-completion',
  'openai-batch',
  'gemini-sft',
  'gemini-preference',
  'bedrock-converse',
  'bedrock-dpo',
  'bedrock-claude',
  'trl-preference',
  'trl-stepwise',
  'trl-unpaired',
  'trl-conversational-pc',
  'trl-prompt-only',
  'llamafactory-preference',
  'axolotl-preference',
  'axolotl-input-output',
  'sharegpt',
  'alpaca',
  'cohere-chat',
  'pretokenized',
  'text',
] as const;

export type FormatId = (typeof FORMAT_IDS)[number];

/** How a model is to be trained with a dataset. */
export const METHODS = ['supervised', 'dpo', 'reinforcement'] as const;

export type Method = (typeof METHODS)[number];

/** A list of messages inside an example, with what it is for. */
export interface Conversation {
  /** `chat` is a whole training conversation; `prompt` ends before the answer; the others hold one answer. */
  part: 'chat' | 'prompt' | 'answer' | 'preferred' | 'rejected';
  path: Path;
  messages: readonly unknown[];
}

/** A value whose JSON type is fixed by the format. */
export interface TypedField {
  path: Path;
  type: 'array' | 'object' | 'string' | 'boolean';
}

/** What the linter knows of a format whose rules it has. */
export interface Format {
  id: FormatId;
  /** The format's name on screen. */
  title: string;
  /** Keys of an example. A key outside both lists is an extra key. */
  keys: { required: readonly string[]; optional: readonly string[]; othersAllowed: boolean };
  /** Keys of the objects that stand under a key of the example; absent when there is no such object. */
  keysInside?: Readonly<Record<string, readonly string[]>>;
  /** The fields that must have one JSON type. What can have several, or has a family of its own, is not here. */
  fields: readonly TypedField[];
  /** The keys of a message that hold its role and its content; `role` and `content` when absent. */
  messageKeys?: MessageKeys;
  /** The conversations of an example; those whose messages are no array are left out, others report that. */
  conversations(value: Readonly<Record<string, unknown>>): Conversation[];
  /** What the example says, in words that are the same for all formats. */
  read(value: Readonly<Record<string, unknown>>): ReadExample;
}

/** What a format calls the two things that every message has. */
export interface MessageKeys {
  role: string;
  content: string;
}

export const USUAL_KEYS: MessageKeys = { role: 'role', content: 'content' };
