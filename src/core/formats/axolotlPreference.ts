import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readMessages } from './readMessages.ts';
import { readTurns } from './readTurns.ts';

/** A chat with two answers to its end. Source: Axolotl's dataset-formats, rlhf (FORMATS a.13). */
export const axolotlPreference: Format = {
  id: 'axolotl-preference',
  title: 'Axolotl preference',
  keys: { required: ['messages', 'chosen', 'rejected'], optional: ['tools'], othersAllowed: true },
  fields: [{ path: ['messages'], type: 'array' }],
  conversations(value) {
    const messages = own(value, 'messages');
    return Array.isArray(messages) ? [{ part: 'prompt', path: ['messages'], messages }] : [];
  },
  read: value =>
    readExample(
      value,
      [
        { part: 'prompt', turns: readMessages(own(value, 'messages'), ['messages']) },
        { part: 'preferred', turns: readTurns(own(value, 'chosen'), 'assistant', ['chosen']) },
        { part: 'rejected', turns: readTurns(own(value, 'rejected'), 'assistant', ['rejected']) },
      ],
      ['messages', 'chosen', 'rejected'],
    ),
};
