import { has, isObject, own } from '../jsonl/shape.ts';
import type { FormatId, Method } from './format.ts';
import { OUTPUT_SIDES } from './openaiDpo.ts';

type Line = Record<string, unknown>;

/**
 * Recognises the format of one example by its own keys, first match wins, or undefined when none fits.
 * `method` decides where one shape serves two methods: a chat whose last message is the user's.
 * Source: FORMATS a.0.
 */
export function detectFormat(value: unknown, method?: Method): FormatId | undefined {
  if (!isObject(value)) return undefined;
  for (const [id, fits] of TESTS) if (fits(value)) return chatOr(id, value, method);
  return undefined;
}

/**
 * The format that a faulty line most likely means, where `detectFormat` finds none: keys in another case, messages of
 * the wrong type, an answer that is missing. Undefined when even that says nothing.
 */
export function likelyFormat(value: unknown, method?: Method): FormatId | undefined {
  if (!isObject(value)) return undefined;
  const folded: Line = Object.fromEntries(
    Object.entries(value).map(([key, v]) => [key.trim().toLowerCase(), v]),
  );
  const detected = detectFormat(folded, method);
  if (detected) return detected;
  if (has(folded, 'preferred_output') || has(folded, 'non_preferred_output')) return 'openai-dpo';
  if (has(folded, 'messages')) return chatOr('openai-sft', folded, method);
  if (has(folded, 'completion')) return 'prompt-completion';
  if (has(folded, 'text') && Object.keys(folded).length === 1) return 'text';
  if (typeof own(folded, 'prompt') === 'string' && Object.keys(folded).length <= 3)
    return 'prompt-completion';
  return undefined;
}

function chatOr(id: FormatId, value: Line, method: Method | undefined): FormatId {
  if (id !== 'openai-sft' || method === 'supervised') return id;
  if (method === 'reinforcement') return 'openai-rft';
  return endsWithUser(value) && hasOtherKeys(value, CHAT_KEYS) ? 'openai-rft' : id;
}

/** Keys that say nothing of a grader. A weight of the whole example means that it is to be learnt. */
const CHAT_KEYS = ['messages', 'tools', 'parallel_tool_calls', 'functions', 'weight'];

const TESTS: readonly (readonly [FormatId, (value: Line) => boolean])[] = [
  ['openai-batch', v => has(v, 'custom_id') && (has(v, 'method') || has(v, 'url') || has(v, 'body'))],
  ['gemini-preference', v => isArray(v, 'contents') && isArray(v, 'completions')],
  ['gemini-sft', v => isArray(v, 'contents')],
  ['bedrock-dpo', v => isConverse(v) && lastMessageHas(v, 'candidates')],
  ['bedrock-converse', isConverse],
  ['openai-dpo', v => hasMessagesInside(own(v, 'input')) && OUTPUT_KEYS.some(key => has(v, key))],
  ['openai-dpo', v => has(v, 'preferred_output') && has(v, 'non_preferred_output')],
  // Rows of notebooks: the prompt beside its two answers, under names that no consumer reads.
  ['openai-dpo', v => isArray(v, 'messages') && has(v, 'preferred') && has(v, 'rejected')],
  ['llamafactory-preference', v => isPair(v) && has(v, 'conversations')],
  ['axolotl-preference', v => isPair(v) && has(v, 'messages')],
  ['trl-preference', isPair],
  ['trl-stepwise', v => has(v, 'prompt') && isArray(v, 'completions') && isArray(v, 'labels')],
  ['trl-unpaired', v => has(v, 'prompt') && has(v, 'completion') && typeof own(v, 'label') === 'boolean'],
  ['sharegpt', v => someItem(v, 'conversations', item => has(item, 'from') || has(item, 'value'))],
  [
    'cohere-chat',
    v =>
      someItem(v, 'messages', item => own(item, 'role') === 'Chatbot') &&
      everyItem(v, 'messages', item => COHERE_ROLES.has(own(item, 'role'))),
  ],
  [
    'bedrock-claude',
    v => isArray(v, 'messages') && typeof own(v, 'system') === 'string' && Object.keys(v).length === 2,
  ],
  ['openai-sft', v => isArray(v, 'messages') || isArray(v, 'interactions')],
  ['axolotl-input-output', v => someItem(v, 'segments', item => has(item, 'label') && has(item, 'text'))],
  ['pretokenized', v => isArray(v, 'input_ids')],
  [
    'trl-conversational-pc',
    v => isArray(v, 'prompt') && isArray(v, 'completion') && isMessageList(own(v, 'prompt')),
  ],
  ['prompt-completion', v => has(v, 'prompt') && has(v, 'completion')],
  [
    'trl-prompt-only',
    v =>
      isMessageList(own(v, 'prompt')) ||
      (typeof own(v, 'prompt') === 'string' && Object.keys(v).length === 1),
  ],
  ['alpaca', v => has(v, 'instruction') && (has(v, 'output') || has(v, 'response'))],
  [
    'text',
    v =>
      typeof own(v, 'text') === 'string' ||
      (typeof own(v, 'content') === 'string' && Object.keys(v).length === 1),
  ],
];

const OUTPUT_KEYS = OUTPUT_SIDES.flatMap(side => [side.key, side.oldKey, ...side.foreignKeys]);
const COHERE_ROLES = new Set<unknown>(['System', 'User', 'Chatbot']);
const CONVERSE_PARTS = ['text', 'image', 'video', 'document', 'toolUse', 'toolResult', 'reasoningContent'];

function isArray(value: Line, key: string): boolean {
  return Array.isArray(own(value, key));
}

function someItem(value: Line, key: string, fits: (item: Line) => boolean): boolean {
  const list = own(value, key);
  return Array.isArray(list) && list.some(item => isObject(item) && fits(item));
}

function everyItem(value: Line, key: string, fits: (item: Line) => boolean): boolean {
  const list = own(value, key);
  return Array.isArray(list) && list.length > 0 && list.every(item => isObject(item) && fits(item));
}

function hasMessagesInside(value: unknown): boolean {
  return isObject(value) && has(value, 'messages');
}

function isMessageList(value: unknown): boolean {
  return Array.isArray(value) && value.some(item => isObject(item) && has(item, 'role'));
}

/** Chosen and rejected: strings, message lists, or single messages in either spelling. */
function isPair(value: Line): boolean {
  return [own(value, 'chosen'), own(value, 'rejected')].every(
    side =>
      typeof side === 'string' ||
      Array.isArray(side) ||
      (isObject(side) && (has(side, 'from') || has(side, 'role'))),
  );
}

function isConverse(value: Line): boolean {
  if (!isArray(value, 'messages')) return false;
  if (typeof own(value, 'schemaVersion') === 'string') return true;
  return someItem(value, 'messages', message => {
    const content = own(message, 'content');
    if (!Array.isArray(content)) return lastMessageHas(value, 'candidates');
    return content.some(
      part => isObject(part) && !has(part, 'type') && CONVERSE_PARTS.some(key => has(part, key)),
    );
  });
}

function lastMessageHas(value: Line, key: string): boolean {
  const messages = own(value, 'messages');
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return isObject(last) && has(last, key);
}

function endsWithUser(value: Line): boolean {
  const messages = own(value, 'messages');
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (!isObject(last)) return false;
  const [, role] = Object.entries(last).find(([key]) => key.trim().toLowerCase() === 'role') ?? [];
  return typeof role === 'string' && role.trim().toLowerCase() === 'user';
}

function hasOtherKeys(value: Line, known: readonly string[]): boolean {
  return Object.keys(value).some(key => !known.includes(key));
}
