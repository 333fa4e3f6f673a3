import type { Format } from './format.ts';

/** A prompt and its completion a line, both strings. Source: OpenAI's legacy completion format (FORMATS a.6). */
export const promptCompletion: Format = {
  id: 'prompt-completion',
  title: 'Prompt and completion',
  keys: { required: ['prompt', 'completion'], optional: [], othersAllowed: false },
  fields: [
    { path: ['prompt'], type: 'string' },
    { path: ['completion'], type: 'string' },
  ],
  conversations: () => [],
};
