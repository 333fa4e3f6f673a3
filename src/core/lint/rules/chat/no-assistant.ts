import { TRAINED_CHATS } from '../../../formats/families.ts';
import { isMissing, speakersOf } from '../../chat/speakers.ts';
import { exampleRule } from '../../rule.ts';

export const noAssistant = exampleRule({
  id: 'chat/no-assistant',
  needs: 'object',
  formats: TRAINED_CHATS,
  summary: 'A training conversation has an answer.',
  why: "Supervised training learns the assistant's messages. Without one there is nothing to learn, and the example is refused.",
  says: [{ who: 'Together', text: 'At least one message with the assistant role must be present' }],
  severity: { default: 'error' },
  messages: { missing: "No message of this conversation is the assistant's." },
  examples: {
    bad: [{ text: '{"messages":[{"role":"user","content":"Hi"}]}' }],
    good: [{ text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}' }],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      if (isMissing('assistant', speakersOf(example, conversation, target))) {
        report({ messageId: 'missing', at: conversation.path });
      }
    }
  },
});
