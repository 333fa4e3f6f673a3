import type { ReadExample } from './conversation.ts';
import type { Format, FormatId } from './format.ts';
import { alpaca } from './alpaca.ts';
import { axolotlInputOutput } from './axolotlInputOutput.ts';
import { axolotlPreference } from './axolotlPreference.ts';
import { bedrockClaude } from './bedrockClaude.ts';
import { bedrockConverse } from './bedrockConverse.ts';
import { bedrockDpo } from './bedrockDpo.ts';
import { cohereChat } from './cohereChat.ts';
import { geminiPreference } from './geminiPreference.ts';
import { geminiSft } from './geminiSft.ts';
import { llamafactoryPreference } from './llamafactoryPreference.ts';
import { openaiBatch } from './openaiBatch.ts';
import { openaiDpo } from './openaiDpo.ts';
import { openaiRft } from './openaiRft.ts';
import { openaiSft } from './openaiSft.ts';
import { pretokenized } from './pretokenized.ts';
import { promptCompletion } from './promptCompletion.ts';
import { sharegpt } from './sharegpt.ts';
import { text } from './text.ts';
import { trlConversationalPc } from './trlConversationalPc.ts';
import { trlPreference } from './trlPreference.ts';
import { trlPromptOnly } from './trlPromptOnly.ts';
import { trlStepwise } from './trlStepwise.ts';
import { trlUnpaired } from './trlUnpaired.ts';

/** Every format, in the order of their ids. */
export const FORMATS: readonly Format[] = [
  openaiSft,
  openaiDpo,
  openaiRft,
  promptCompletion,
  openaiBatch,
  geminiSft,
  geminiPreference,
  bedrockConverse,
  bedrockDpo,
  bedrockClaude,
  trlPreference,
  trlStepwise,
  trlUnpaired,
  trlConversationalPc,
  trlPromptOnly,
  llamafactoryPreference,
  axolotlPreference,
  axolotlInputOutput,
  sharegpt,
  alpaca,
  cohereChat,
  pretokenized,
  text,
];

const byId = new Map(FORMATS.map(format => [format.id, format]));

export function formatOf(id: FormatId): Format | undefined {
  return byId.get(id);
}

/** The name of a format on screen. */
export function formatTitle(id: FormatId): string {
  return byId.get(id)?.title ?? id;
}

/** What an example of a format says, in words that are the same for all formats. */
export function readAs(id: FormatId, value: Readonly<Record<string, unknown>>): ReadExample {
  return byId.get(id)?.read(value) ?? { parts: [], others: {} };
}
