import { CHAT_LIKE } from '../../../formats/families.ts';
import { has } from '../../../jsonl/shape.ts';
import { exampleRule } from '../../rule.ts';

export const roleMissing = exampleRule({
  id: 'chat/role-missing',
  needs: 'object',
  formats: CHAT_LIKE,
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
    missing: 'This message has no "role".',
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
    for (const { message, path, role } of example.messages) {
      if (role !== undefined) continue;
      if (has(message, 'role')) report({ messageId: 'type', at: [...path, 'role'] });
      else report({ messageId: 'missing', at: path, part: 'open' });
    }
  },
});
