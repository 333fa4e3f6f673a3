import { CONVERSATIONS } from '../../../formats/families.ts';
import { isObject } from '../../../jsonl/shape.ts';
import { exampleRule } from '../../rule.ts';

export const messagesEmpty = exampleRule({
  id: 'chat/messages-empty',
  needs: 'object',
  formats: CONVERSATIONS,
  summary: 'A conversation has messages, and each is an object.',
  why: 'There is nothing to learn from an empty conversation, and an item that is no object cannot be read as a message. Both make consumers refuse the file.',
  severity: { default: 'error' },
  messages: {
    empty: 'There is no message in this conversation.',
    item: 'A message has to be an object with a role and content.',
  },
  examples: {
    bad: [
      { text: '{"messages":[]}', messageId: 'empty' },
      { text: '{"messages":["Hi",{"role":"assistant","content":"Hello"}]}', messageId: 'item' },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}' }],
  },
  check(example, { report }) {
    for (const { part, path, messages } of example.conversations) {
      // What an answer of a preference pair has to be is one rule of its own.
      if (part === 'preferred' || part === 'rejected') continue;
      if (messages.length === 0) report({ messageId: 'empty', at: path });
      messages.forEach((message, index) => {
        if (!isObject(message)) report({ messageId: 'item', at: [...path, index] });
      });
    }
  },
});
