import { TRAINED_CHATS } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { roleKeyOf, speakersOf } from '../../chat/speakers.ts';
import type { MessageView } from '../../example.ts';
import { exampleRule } from '../../rule.ts';

export const roleOrder = exampleRule({
  id: 'chat/role-order',
  needs: 'object',
  formats: TRAINED_CHATS,
  summary: 'The conversation begins with the user, and tools answer only when they were called.',
  why: 'An answer without a question and a result without a call do not occur when the model is used. Chat templates that know only the usual order fail on them; some consumers skip the example in silence.',
  says: [
    { who: 'Mistral', text: "Unexpected role 'X' after role 'Y'" },
    { who: 'LLaMA-Factory', text: 'Invalid role tag in ... Skipping this abnormal example.' },
  ],
  severity: {
    default: 'warning',
    mistral: 'error',
    nova: 'error',
    'bedrock-claude': 'error',
    llamafactory: 'error',
  },
  messages: {
    startsWithAssistant: 'The assistant speaks before the user does.',
    resultWithoutCall: 'No message of the assistant before this one calls a tool.',
  },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"assistant","content":"Hello"},{"role":"user","content":"Hi"},{"role":"assistant","content":"What is it?"}]}',
        messageId: 'startsWithAssistant',
      },
      {
        text: '{"messages":[{"role":"user","content":"Time?"},{"role":"tool","tool_call_id":"a","content":"9:30"},{"role":"assistant","content":"Half past nine."}]}',
        messageId: 'resultWithoutCall',
      },
    ],
    good: [
      {
        text: '{"conversations":[{"from":"human","value":"Time?"},{"from":"function_call","value":"{\\"name\\":\\"time\\",\\"arguments\\":{}}"},{"from":"observation","value":"9:30"},{"from":"gpt","value":"Half past nine."}]}',
        target: 'llamafactory',
      },
      {
        text: '{"messages":[{"role":"user","content":"Time?"},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"time","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"9:30"},{"role":"assistant","content":"Half past nine."}]}',
      },
    ],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      const speakers = speakersOf(example, conversation, target);
      const first = speakers.findIndex(role => role !== 'system' && role !== 'developer');
      // Where nobody is the user, chat/no-user says so.
      if (speakers[first] === 'assistant' && speakers.includes('user')) {
        report({ messageId: 'startsWithAssistant', at: [...conversation.path, first, roleKeyOf(example)] });
      }
      // Whose turn a result belongs to; null where that cannot be told.
      let caller: MessageView | undefined | null;
      // There a call is a turn of its own, or words of the assistant; readers count turns only.
      const areCallsWords = roleKeyOf(example) === 'from';
      for (const view of example.messages) {
        const speaker = speakers[view.index];
        if (speaker !== 'tool') caller = speaker === undefined ? null : view;
        else if (
          caller !== null &&
          !(caller && speakers[caller.index] === 'assistant' && (areCallsWords || calls(caller)))
        ) {
          report({ messageId: 'resultWithoutCall', at: [...view.path, view.keys.role] });
        }
      }
    }
  },
});

function calls({ message }: MessageView): boolean {
  return Boolean(own(message, 'tool_calls') ?? own(message, 'function_call'));
}
