import { TRAINED_CHATS } from '../../../formats/families.ts';
import { speakersOf } from '../../chat/speakers.ts';
import { deleteItems } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';

export const lastNotAssistant = exampleRule({
  id: 'chat/last-not-assistant',
  needs: 'object',
  formats: TRAINED_CHATS,
  summary: "A training conversation ends with the assistant's message.",
  why: 'Only answers are learnt: whatever follows the last one is paid for in vain. Often it means that an answer is missing.',
  says: [
    { who: 'Mistral', text: 'Expected last role Assistant for finetuning but got user' },
    { who: 'LLaMA-Factory', text: 'Invalid message count in ... Skipping this abnormal example.' },
  ],
  severity: {
    default: 'warning',
    mistral: 'error',
    nova: 'error',
    'bedrock-claude': 'error',
    llamafactory: 'error',
  },
  fixable: 'unsafe',
  messages: { trailing: 'Nothing after the last message of the assistant is learnt.' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Bye"}]}',
      },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}' }],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      const speakers = speakersOf(example, conversation, target);
      const last = speakers.lastIndexOf('assistant');
      const trailing = speakers.slice(last + 1);
      // Who is not known may be the assistant.
      if (last < 0 || trailing.length === 0 || trailing.includes(undefined)) continue;
      const { path } = conversation;
      report({
        messageId: 'trailing',
        at: {
          start: example.span([...path, last + 1]).start,
          end: example.span([...path, speakers.length - 1]).end,
        },
        // Where nobody asked before the last answer, the answer that is missing is the one at the end.
        fixes: !speakers.slice(0, last).includes('user')
          ? []
          : [
              {
                title: trailing.length === 1 ? 'Delete this message' : 'Delete these messages',
                safety: 'unsafe',
                edits: deleteItems(example, path, last + 1, speakers.length),
              },
            ],
      });
    }
  },
});
