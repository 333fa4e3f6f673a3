import type { FormatId } from './format.ts';

/** The key of an example by which its format was recognised; undefined for an example without keys. */
export function decidingKey(value: Readonly<Record<string, unknown>>, format: FormatId): string | undefined {
  const keys = Object.keys(value);
  return DECIDING[format].find(key => keys.includes(key)) ?? keys[0];
}

const DECIDING: Readonly<Record<FormatId, readonly string[]>> = {
  'openai-sft': ['messages', 'interactions'],
  'openai-dpo': [
    'preferred_output',
    'non_preferred_output',
    'preferred_completion',
    'non_preferred_completion',
  ],
  'openai-rft': ['messages', 'interactions'],
  'prompt-completion': ['completion', 'prompt'],
  'openai-batch': ['custom_id'],
  'gemini-sft': ['contents'],
  'gemini-preference': ['completions'],
  'bedrock-converse': ['schemaVersion', 'messages'],
  'bedrock-dpo': ['messages'],
  'bedrock-claude': ['system'],
  'trl-preference': ['chosen'],
  'trl-stepwise': ['completions'],
  'trl-unpaired': ['label'],
  'trl-conversational-pc': ['completion'],
  'trl-prompt-only': ['prompt'],
  'llamafactory-preference': ['chosen'],
  'axolotl-preference': ['chosen'],
  'axolotl-input-output': ['segments'],
  sharegpt: ['conversations'],
  alpaca: ['instruction'],
  'cohere-chat': ['messages'],
  pretokenized: ['input_ids'],
  text: ['text', 'content'],
};
