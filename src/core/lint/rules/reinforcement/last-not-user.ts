import { speakersOf } from '../../chat/speakers.ts';
import { deleteItems } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';

export const lastNotUser = exampleRule({
  id: 'reinforcement/last-not-user',
  needs: 'object',
  formats: ['openai-rft'],
  summary: "A prompt for graders ends with the user's message.",
  why: 'The model writes the next turn and a grader judges it. An answer at the end of the prompt is not learnt; the model would answer itself.',
  severity: { default: 'warning', azure: 'error' },
  fixable: 'unsafe',
  messages: { role: 'The last message has to be the user\'s, not of the role "{role}".' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"2 + 2?"},{"role":"assistant","content":"4"}],"answer":4}',
        format: 'openai-rft',
      },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"2 + 2?"}],"answer":4}' }],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      const speakers = speakersOf(example, conversation, target);
      const last = speakers.at(-1);
      // Where nobody is the user, chat/no-user says so.
      if (last === undefined || last === 'user' || !speakers.includes('user')) continue;
      const from = speakers.findLastIndex(role => role !== 'assistant') + 1;
      report({
        messageId: 'role',
        data: { role: last },
        at: [...conversation.path, speakers.length - 1, 'role'],
        fixes:
          speakers[from - 1] === 'user'
            ? [
                {
                  title: 'Delete the answer at the end',
                  safety: 'unsafe',
                  edits: deleteItems(example, conversation.path, from, speakers.length),
                },
              ]
            : [],
      });
    }
  },
});
