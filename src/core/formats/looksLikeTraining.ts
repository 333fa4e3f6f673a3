import { isObject } from '../jsonl/shape.ts';

/** The keys of an example that no format fits, but that hold something asked and something answered. */
export interface AskedAndAnswered {
  asked: string;
  answered: string;
}

/** Finds the question and the answer in an example by the names of its keys; undefined when it has no such two. An object is neither. */
export function askedAndAnswered(value: Readonly<Record<string, unknown>>): AskedAndAnswered | undefined {
  const keys = Object.keys(value).filter(key => !isObject(value[key]));
  const asked = keys.find(key => ASKING_KEYS.has(fold(key)));
  const answered = keys.find(key => ANSWERING_KEYS.has(fold(key)));
  return asked === undefined || answered === undefined ? undefined : { asked, answered };
}

/** True when the keys of an example speak of something to learn. */
export function looksLikeTraining(value: Readonly<Record<string, unknown>>): boolean {
  return askedAndAnswered(value) !== undefined || Object.keys(value).some(key => STRONG_KEYS.has(fold(key)));
}

function fold(key: string): string {
  return key.trim().toLowerCase();
}

/** Keys that hardly any log has. */
const STRONG_KEYS = new Set([
  'messages',
  'conversations',
  'conversation',
  'completion',
  'chosen',
  'rejected',
  'chosen_messages',
  'rejected_messages',
  'preferred',
  'preferred_output',
  'non_preferred_output',
  'dialogue',
  'dialog',
  'instruction',
  'question',
]);

const ASKING_KEYS = new Set([
  'prompt',
  'question',
  'instruction',
  'input',
  'query',
  'user',
  'human',
  'source',
  'text',
  'request',
]);

const ANSWERING_KEYS = new Set([
  'completion',
  'output',
  'answer',
  'response',
  'assistant',
  'bot',
  'target',
  'label',
  'reply',
  'summary',
]);
