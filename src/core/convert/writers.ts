import type { FormatId } from '../formats/format.ts';
import { axolotlPreferenceWriter } from './write/axolotl.ts';
import { bedrockClaudeWriter, bedrockConverseWriter, bedrockDpoWriter } from './write/bedrock.ts';
import { cohereChatWriter } from './write/cohere.ts';
import { geminiPreferenceWriter, geminiSftWriter } from './write/gemini.ts';
import { openaiBatchWriter, openaiDpoWriter, openaiRftWriter, openaiSftWriter } from './write/openai.ts';
import { alpacaWriter, llamafactoryPreferenceWriter, sharegptWriter } from './write/share.ts';
import { textWriter } from './write/text.ts';
import {
  promptCompletionWriter,
  trlConversationalPcWriter,
  trlPreferenceWriter,
  trlPromptOnlyWriter,
  trlUnpairedWriter,
} from './write/trl.ts';
import type { Writer } from './writer.ts';

/** The formats that can be written, in the order in which they are offered. */
export const WRITERS: readonly Writer[] = [
  openaiSftWriter,
  openaiDpoWriter,
  openaiRftWriter,
  promptCompletionWriter,
  sharegptWriter,
  alpacaWriter,
  trlConversationalPcWriter,
  trlPreferenceWriter,
  trlUnpairedWriter,
  trlPromptOnlyWriter,
  llamafactoryPreferenceWriter,
  axolotlPreferenceWriter,
  geminiSftWriter,
  geminiPreferenceWriter,
  bedrockConverseWriter,
  bedrockDpoWriter,
  bedrockClaudeWriter,
  openaiBatchWriter,
  cohereChatWriter,
  textWriter,
];

export const WRITABLE: readonly FormatId[] = WRITERS.map(({ format }) => format);

export function writerOf(format: FormatId): Writer | undefined {
  return WRITERS.find(writer => writer.format === format);
}
