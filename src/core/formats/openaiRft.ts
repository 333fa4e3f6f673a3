import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readMessages } from './readMessages.ts';

/** One prompt with reference data for graders a line. Source: OpenAI's reinforcement guide (FORMATS a.4). */
export const openaiRft: Format = {
  id: 'openai-rft',
  title: 'OpenAI reinforcement',
  keys: { required: ['messages'], optional: ['tools'], othersAllowed: true },
  fields: [{ path: ['messages'], type: 'array' }],
  conversations(value) {
    const messages = own(value, 'messages');
    return Array.isArray(messages) ? [{ part: 'prompt', path: ['messages'], messages }] : [];
  },
  read: value =>
    readExample(
      value,
      [{ part: 'prompt', turns: readMessages(own(value, 'messages'), ['messages']) }],
      ['messages'],
    ),
};
