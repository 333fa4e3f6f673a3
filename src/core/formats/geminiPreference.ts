import { isObject, own } from '../jsonl/shape.ts';
import type { ReadPart } from './conversation.ts';
import type { Format } from './format.ts';
import { readContents, readGeminiTurn, systemInstruction } from './geminiContents.ts';
import { readExample } from './readChat.ts';

/** Contents and two completions with scores. Source: Vertex AI, preference tuning for Gemini (FORMATS a.15). */
export const geminiPreference: Format = {
  id: 'gemini-preference',
  title: 'Gemini preference',
  keys: {
    required: ['contents', 'completions'],
    optional: ['system_instruction', 'systemInstruction'],
    othersAllowed: true,
  },
  messageKeys: { role: 'role', content: 'parts' },
  fields: [
    { path: ['contents'], type: 'array' },
    { path: ['completions'], type: 'array' },
  ],
  conversations(value) {
    const messages = own(value, 'contents');
    return Array.isArray(messages) ? [{ part: 'prompt', path: ['contents'], messages }] : [];
  },
  read(value) {
    const prompt = [...systemInstruction(value), ...readContents(own(value, 'contents'), ['contents'])];
    const completions = own(value, 'completions');
    const answers = Array.isArray(completions)
      ? completions.flatMap((one, index): ReadPart[] => {
          const completion = isObject(one) ? own(one, 'completion') : undefined;
          if (!isObject(one) || !isObject(completion)) return [];
          const turn = readGeminiTurn(completion, ['completions', index, 'completion']);
          return [{ part: Number(own(one, 'score')) > 0 ? 'preferred' : 'rejected', turns: [turn] }];
        })
      : [];
    // The preferred answer comes first, wherever it stands.
    answers.sort((a, b) => (a.part === b.part ? 0 : a.part === 'preferred' ? -1 : 1));
    return readExample(
      value,
      [{ part: 'prompt', turns: prompt }, ...answers],
      ['contents', 'completions', 'systemInstruction', 'system_instruction'],
    );
  },
};
