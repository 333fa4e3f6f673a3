import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readTurns } from './readTurns.ts';
import { messageLists } from './trlPreference.ts';

/** A prompt and its completion, both arrays of messages. Source: TRL's dataset_formats (FORMATS a.12). */
export const trlConversationalPc: Format = {
  id: 'trl-conversational-pc',
  title: 'TRL conversational prompt and completion',
  keys: { required: ['prompt', 'completion'], optional: ['tools', 'images'], othersAllowed: true },
  fields: [
    { path: ['prompt'], type: 'array' },
    { path: ['completion'], type: 'array' },
  ],
  conversations: value =>
    messageLists(value, [
      ['prompt', 'prompt'],
      ['completion', 'answer'],
    ]),
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
