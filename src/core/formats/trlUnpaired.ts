import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readTurns } from './readTurns.ts';
import { messageLists } from './trlPreference.ts';

/** A prompt, one answer, and whether it is a good one (KTO). Source: TRL's dataset_formats (FORMATS a.12). */
export const trlUnpaired: Format = {
  id: 'trl-unpaired',
  title: 'TRL unpaired preference',
  keys: { required: ['prompt', 'completion', 'label'], optional: ['tools', 'images'], othersAllowed: true },
  fields: [],
  conversations: value =>
    messageLists(value, [
      ['prompt', 'prompt'],
      ['completion', 'answer'],
    ]),
  read(value) {
    const example = readExample(
      value,
      [
        { part: 'prompt', turns: readTurns(own(value, 'prompt'), 'user', ['prompt']) },
        { part: 'answer', turns: readTurns(own(value, 'completion'), 'assistant', ['completion']) },
      ],
      ['prompt', 'completion', 'label'],
    );
    const label = own(value, 'label');
    return typeof label === 'boolean' ? { ...example, label } : example;
  },
};
