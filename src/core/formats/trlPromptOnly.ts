import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readTurns } from './readTurns.ts';
import { messageLists } from './trlPreference.ts';

/** A prompt that the model answers while it is trained. Source: TRL's dataset_formats (FORMATS a.12). */
export const trlPromptOnly: Format = {
  id: 'trl-prompt-only',
  title: 'TRL prompts',
  keys: { required: ['prompt'], optional: ['tools', 'images'], othersAllowed: true },
  fields: [],
  conversations: value => messageLists(value, [['prompt', 'prompt']]),
  read: value =>
    readExample(
      value,
      [{ part: 'prompt', turns: readTurns(own(value, 'prompt'), 'user', ['prompt']) }],
      ['prompt'],
    ),
};
