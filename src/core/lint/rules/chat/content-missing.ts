import { CONVERSATIONS } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { speakerOf } from '../../../formats/conversation.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import { exampleRule } from '../../rule.ts';

export const contentMissing = exampleRule({
  id: 'chat/content-missing',
  needs: 'object',
  formats: CONVERSATIONS,
  summary: 'Every message has content, or the assistant calls a tool or refuses.',
  why: 'A message that says nothing cannot be trained on or answered. Only an assistant may leave the content out, when it calls a tool or refuses instead.',
  says: [
    {
      who: 'OpenAI',
      text: 'Invalid file format. Line 1, message 11, key "__root__": At least one of content or function_call must be set.',
    },
  ],
  severity: { default: 'error' },
  messages: {
    missing: 'This message has no "{key}".',
    null: 'The content of this message is null.',
  },
  examples: {
    bad: [
      { text: '{"messages":[{"role":"user"},{"role":"assistant","content":"Hello"}]}', messageId: 'missing' },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null}]}',
        messageId: 'null',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Time?"},{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"time","arguments":"{}"}}]}]}',
      },
      { text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","refusal":"No."}]}' },
    ],
  },
  check(example, { target, report }) {
    const roles = rolesOf(example, target);
    for (const { message, path, role: written, keys } of example.messages) {
      const content = own(message, keys.content);
      if (content !== undefined && content !== null) continue;
      const role = speakerOf(meantRole(written, roles));
      // Without a role the message may be an assistant's.
      if ((role === 'assistant' || role === undefined) && speaksOtherwise(message)) continue;
      if (role === 'function' && content === null) continue;
      report({
        messageId: content === null ? 'null' : 'missing',
        data: { key: keys.content },
        at: path,
      });
    }
  },
});

function speaksOtherwise(message: Readonly<Record<string, unknown>>): boolean {
  return ['tool_calls', 'function_call', 'refusal'].some(key => (own(message, key) ?? null) !== null);
}
