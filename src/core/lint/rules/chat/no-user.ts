import { CONVERSATIONS } from '../../../formats/families.ts';
import { isMissing, speakersOf } from '../../chat/speakers.ts';
import { exampleRule } from '../../rule.ts';

export const noUser = exampleRule({
  id: 'chat/no-user',
  needs: 'object',
  formats: CONVERSATIONS,
  summary: 'A conversation has a message of the user.',
  why: 'When the model is used, somebody asks it something. An example in which nobody asks teaches it to speak unasked; some consumers refuse it.',
  severity: { default: 'warning', azure: 'error', nova: 'error', 'bedrock-claude': 'error', together: 'off' },
  messages: { missing: "No message of this conversation is the user's." },
  examples: {
    bad: [
      { text: '{"messages":[{"role":"system","content":"Greet."},{"role":"assistant","content":"Hello"}]}' },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}' }],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      if (conversation.part !== 'chat' && conversation.part !== 'prompt') continue;
      if (isMissing('user', speakersOf(example, conversation, target))) {
        report({ messageId: 'missing', at: conversation.path });
      }
    }
  },
});
