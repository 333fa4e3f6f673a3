import type { Format } from './format.ts';
import { readExample } from './readChat.ts';

/** Token numbers. What they say is known to their tokenizer alone. Source: Axolotl, Together (FORMATS a.9, a.13). */
export const pretokenized: Format = {
  id: 'pretokenized',
  title: 'Pretokenised',
  keys: { required: ['input_ids'], optional: ['attention_mask', 'labels'], othersAllowed: true },
  fields: [
    { path: ['input_ids'], type: 'array' },
    { path: ['attention_mask'], type: 'array' },
    { path: ['labels'], type: 'array' },
  ],
  conversations: () => [],
  read: value => readExample(value, [], []),
};
