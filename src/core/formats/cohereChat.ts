import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readMessages } from './readMessages.ts';

/** Messages of System, User and Chatbot. Source: Cohere's fine-tuning guide, before it ended (FORMATS a.17). */
export const cohereChat: Format = {
  id: 'cohere-chat',
  title: 'Cohere chat',
  keys: { required: ['messages'], optional: [], othersAllowed: true },
  fields: [{ path: ['messages'], type: 'array' }],
  conversations(value) {
    const messages = own(value, 'messages');
    return Array.isArray(messages) ? [{ part: 'chat', path: ['messages'], messages }] : [];
  },
  read: value =>
    readExample(
      value,
      [{ part: 'chat', turns: readMessages(own(value, 'messages'), ['messages']) }],
      ['messages'],
    ),
};
