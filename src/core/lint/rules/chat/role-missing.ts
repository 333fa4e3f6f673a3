import { CONVERSATIONS } from '../../../formats/families.ts';
import { has } from '../../../jsonl/shape.ts';
import { exampleRule } from '../../rule.ts';

export const roleMissing = exampleRule({
  id: 'chat/role-missing',
  needs: 'object',
  formats: CONVERSATIONS,
  summary: 'Every message says who speaks.',
  why: 'Without a role nobody knows whether a message is a question, an answer to learn or an instruction, so the file is refused.',
  says: [
    {
      who: 'OpenAI',
      text: "The job failed due to an invalid training file. Invalid file format. Example 100, message 2 Discriminator 'role' is missing in value",
    },
  ],
  severity: { default: 'error' },
  messages: {
    missing: 'This message has no "{key}".',
    type: 'The role of a message has to be a string.',
  },
  examples: {
    bad: [
      { text: '{"messages":[{"role":"user","content":"Hi"},{"content":"Hello"}]}', messageId: 'missing' },
      {
        text: '{"messages":[{"role":1,"content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        messageId: 'type',
      },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}' }],
  },
  check(example, { report }) {
    for (const { message, path, role, keys } of example.messages) {
      if (role !== undefined) continue;
      if (has(message, keys.role)) report({ messageId: 'type', at: [...path, keys.role] });
      else report({ messageId: 'missing', data: { key: keys.role }, at: path, part: 'open' });
    }
  },
});
