import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readContents, readGeminiTools, systemInstruction } from './geminiContents.ts';
import { readExample } from './readChat.ts';

/** Contents of user and model. Source: Vertex AI, prepare data for Gemini supervised tuning (FORMATS a.15). */
export const geminiSft: Format = {
  id: 'gemini-sft',
  title: 'Gemini',
  keys: {
    required: ['contents'],
    optional: ['systemInstruction', 'system_instruction', 'tools', 'toolConfig', 'generationConfig'],
    othersAllowed: true,
  },
  messageKeys: { role: 'role', content: 'parts' },
  fields: [
    { path: ['contents'], type: 'array' },
    { path: ['systemInstruction'], type: 'object' },
    { path: ['tools'], type: 'array' },
  ],
  conversations(value) {
    const messages = own(value, 'contents');
    return Array.isArray(messages) ? [{ part: 'chat', path: ['contents'], messages }] : [];
  },
  read(value) {
    const turns = [...systemInstruction(value), ...readContents(own(value, 'contents'), ['contents'])];
    const example = readExample(
      value,
      [{ part: 'chat', turns }],
      ['contents', 'systemInstruction', 'system_instruction'],
    );
    const tools = readGeminiTools(own(value, 'tools'));
    return tools ? { ...example, tools } : example;
  },
};
