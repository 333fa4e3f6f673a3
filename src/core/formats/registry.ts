import type { Format, FormatId } from './format.ts';
import { openaiDpo } from './openaiDpo.ts';
import { openaiRft } from './openaiRft.ts';
import { openaiSft } from './openaiSft.ts';
import { promptCompletion } from './promptCompletion.ts';

/** Formats whose structure is checked. The others are recognised by name and get the rules that fit any object. */
export const FORMATS: readonly Format[] = [openaiSft, openaiDpo, openaiRft, promptCompletion];

const byId = new Map(FORMATS.map(format => [format.id, format]));

export function formatOf(id: FormatId): Format | undefined {
  return byId.get(id);
}

/** The name of a format on screen. */
export function formatTitle(id: FormatId): string {
  return byId.get(id)?.title ?? RECOGNISED[id] ?? id;
}

const RECOGNISED: Partial<Record<FormatId, string>> = {
  'openai-batch': 'OpenAI batch requests',
  'gemini-sft': 'Gemini',
  'gemini-preference': 'Gemini preference',
  'bedrock-converse': 'Bedrock Converse',
  'bedrock-dpo': 'Bedrock preference',
  'bedrock-claude': 'Bedrock Claude',
  'trl-preference': 'TRL preference',
  'trl-stepwise': 'TRL stepwise supervision',
  'trl-unpaired': 'TRL unpaired preference',
  'trl-conversational-pc': 'TRL conversational prompt and completion',
  'trl-prompt-only': 'TRL prompts',
  'llamafactory-preference': 'LLaMA-Factory preference',
  'axolotl-preference': 'Axolotl preference',
  'axolotl-input-output': 'Axolotl input and output',
  sharegpt: 'ShareGPT',
  alpaca: 'Alpaca',
  'cohere-chat': 'Cohere chat',
  pretokenized: 'Pretokenised',
  text: 'Text',
};
