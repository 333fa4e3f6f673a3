import type { FormatId } from '../formats/format.ts';
import type { WriterKind } from './writer.ts';
import { writerOf } from './writers.ts';

/** The formats that a consumer reads, by what examples hold. Sources: FORMATS a.8 to a.16. */
const CONSUMERS: Readonly<Record<string, Partial<Record<WriterKind, FormatId>>>> = {
  openai: { chat: 'openai-sft', pair: 'openai-dpo', prompt: 'openai-rft' },
  azure: { chat: 'openai-sft', pair: 'openai-dpo', prompt: 'openai-rft' },
  together: { chat: 'openai-sft', pair: 'openai-dpo', text: 'text' },
  fireworks: { chat: 'openai-sft', pair: 'openai-dpo', prompt: 'openai-rft' },
  mistral: { chat: 'openai-sft', text: 'text' },
  gemini: { chat: 'gemini-sft', pair: 'gemini-preference' },
  nova: { chat: 'bedrock-converse', pair: 'bedrock-dpo', prompt: 'openai-rft' },
  'bedrock-claude': { chat: 'bedrock-claude' },
  'bedrock-llama': { chat: 'prompt-completion' },
  trl: {
    chat: 'openai-sft',
    pair: 'trl-preference',
    labelled: 'trl-unpaired',
    prompt: 'trl-prompt-only',
    text: 'text',
  },
  axolotl: { chat: 'openai-sft', pair: 'axolotl-preference', text: 'text' },
  llamafactory: { chat: 'sharegpt', pair: 'llamafactory-preference', text: 'text' },
  batch: { prompt: 'openai-batch', chat: 'openai-batch' },
};

/** Consumers whose formats are known here. */
export const CONSUMER_IDS: readonly string[] = Object.keys(CONSUMERS);

/** What an example of a format holds; undefined for formats that cannot be written. */
export function kindOfFormat(format: FormatId): WriterKind | undefined {
  return writerOf(format)?.kind;
}

/**
 * The format in which a consumer reads examples of a format; undefined where it has none for what they hold. A
 * consumer that reads the format already keeps it.
 */
export function formatForConsumer(consumer: string, from: FormatId): FormatId | undefined {
  const kind = kindOfFormat(from);
  const formats = CONSUMERS[consumer];
  if (!kind || !formats) return undefined;
  return Object.values(formats).includes(from) ? from : formats[kind];
}

/**
 * The formats in which a consumer may read what examples of a format hold, the usual one first. What a file holds
 * decides between them: TRL learns the last answer alone from prompts with completions, and all from messages.
 */
export function formatsForConsumer(consumer: string, from: FormatId): readonly FormatId[] {
  if (consumer === 'trl' && kindOfFormat(from) === 'chat') return ['trl-conversational-pc', 'openai-sft'];
  const usual = formatForConsumer(consumer, from);
  return usual === undefined ? [] : [usual];
}

/** Whether a consumer follows the weights of messages: which answers are learnt and which are not. */
export function readsWeights(consumer: string | undefined): boolean {
  return consumer === undefined || !['trl', 'llamafactory'].includes(consumer);
}

/** Consumers that read the reasoning of a model in `reasoning_content`. */
export function readsReasoning(consumer: string | undefined): boolean {
  return (
    consumer === undefined || !['openai', 'azure', 'mistral', 'bedrock-claude', 'batch'].includes(consumer)
  );
}
