import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readTurns } from './readTurns.ts';

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
  read: value =>
    readExample(
      value,
      [
        { part: 'prompt', turns: readTurns(own(value, 'prompt'), 'user', ['prompt']) },
        { part: 'answer', turns: readTurns(own(value, 'completion'), 'assistant', ['completion']) },
      ],
      ['prompt', 'completion'],
    ),
};
