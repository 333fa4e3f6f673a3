import { OPENAI_SHAPED } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { speakerOf } from '../../../formats/conversation.ts';
import {
  chatLine,
  TIME_ANSWER,
  TIME_QUESTION,
  TIME_RESULT,
  timeCall,
  timeLine,
  timeTool,
} from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';
import { type CallView, callsOfMessage } from '../../tools/calls.ts';

export const unmatchedResult = exampleRule({
  id: 'tools/unmatched-result',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'The result of a tool belongs to a call of the message before it.',
  why: 'The id joins result and call. Where it matches none, the model sees an answer to something that nobody asked.',
  says: [
    { who: 'Mistral', text: 'Unexpected tool call id' },
    { who: 'Mistral', text: 'Duplicate tool call id' },
  ],
  severity: { default: 'warning', mistral: 'error' },
  messages: {
    unknown: 'No call of the message before has the id "{id}".',
    repeated: 'The call "{id}" has a result already.',
    noCall: 'The message before this result calls no function.',
  },
  examples: {
    bad: [
      {
        text: timeLine(timeCall(), timeTool(), { ...TIME_RESULT, tool_call_id: 'call_2' }),
        messageId: 'unknown',
      },
      {
        text: chatLine([TIME_QUESTION, timeCall(), TIME_RESULT, TIME_RESULT, TIME_ANSWER], {
          tools: [timeTool()],
        }),
        messageId: 'repeated',
      },
      {
        text: chatLine([
          TIME_QUESTION,
          TIME_ANSWER,
          { role: 'function', name: 'time', content: '9:30' },
          TIME_ANSWER,
        ]),
        messageId: 'noCall',
      },
    ],
    good: [{ text: timeLine() }],
  },
  check(example, { report }) {
    if (!/"(?:tool|function)"/i.test(example.text)) return;
    let calls: CallView[] | undefined;
    const answered = new Set<string>();
    for (const view of example.messages) {
      const speaker = speakerOf(view.role);
      if (speaker === 'function') {
        if (calls && !calls.some(({ isOld }) => isOld)) {
          report({ messageId: 'noCall', at: [...view.path, view.keys.role] });
        }
        continue;
      }
      if (speaker !== 'tool') {
        calls = callsOfMessage(view);
        answered.clear();
        continue;
      }
      const id = own(view.message, 'tool_call_id');
      // Of results without any call chat/role-order speaks.
      if (typeof id !== 'string' || !calls || calls.length === 0) continue;
      const at = [...view.path, 'tool_call_id'];
      if (answered.has(id)) report({ messageId: 'repeated', data: { id: quoted(id) }, at });
      else if (!calls.some(call => call.id === id))
        report({ messageId: 'unknown', data: { id: quoted(id) }, at });
      answered.add(id);
    }
  },
});
