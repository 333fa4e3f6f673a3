import { PREFERENCES } from '../../../formats/families.ts';
import { roleKeyOf, speakersOf } from '../../chat/speakers.ts';
import { exampleRule } from '../../rule.ts';

export const inputEndsWithAssistant = exampleRule({
  id: 'preference/input-ends-with-assistant',
  needs: 'object',
  formats: PREFERENCES,
  summary: 'The prompt of a preference pair ends before the answer.',
  why: 'Both answers take the next turn. After a message of the assistant they would answer nobody; often one of the answers was left in the prompt.',
  says: [{ who: 'Together', text: 'must not be from the assistant' }],
  severity: { default: 'warning', together: 'error' },
  messages: { assistant: "The prompt ends with the assistant's message." },
  examples: {
    bad: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
      },
    ],
    good: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
      },
    ],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      if (conversation.part !== 'prompt') continue;
      const speakers = speakersOf(example, conversation, target);
      if (speakers.at(-1) !== 'assistant') continue;
      report({ messageId: 'assistant', at: [...conversation.path, speakers.length - 1, roleKeyOf(example)] });
    }
  },
});
