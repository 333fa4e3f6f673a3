import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readMessages } from './readMessages.ts';
import { systemTurns } from './sharegpt.ts';

/** Messages and a system text beside them. Source: Bedrock, data for Claude 3 Haiku (FORMATS a.16). */
export const bedrockClaude: Format = {
  id: 'bedrock-claude',
  title: 'Bedrock Claude',
  keys: { required: ['messages'], optional: ['system'], othersAllowed: false },
  fields: [
    { path: ['messages'], type: 'array' },
    { path: ['system'], type: 'string' },
  ],
  conversations(value) {
    const messages = own(value, 'messages');
    return Array.isArray(messages) ? [{ part: 'chat', path: ['messages'], messages }] : [];
  },
  read: value =>
    readExample(
      value,
      [
        {
          part: 'chat',
          turns: [...systemTurns(value), ...readMessages(own(value, 'messages'), ['messages'])],
        },
      ],
      ['messages', 'system'],
    ),
};
