import type { Format } from './format.ts';

/** A prompt and its completion a line, both strings. Source: OpenAI's legacy completion format (FORMATS a.6). */
export const promptCompletion: Format = {
  id: 'prompt-completion',
  title: 'Prompt and completion',
  keys: { required: ['prompt', 'completion'], optional: [], othersAllowed: false },
  types: { prompt: 'string', completion: 'string' },
  conversations: () => [],
};
