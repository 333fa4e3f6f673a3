import { OPENAI_SHAPED } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { chatLine, TIME_ANSWER, TIME_QUESTION, timeCall, timeLine, timeTool } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { type ExampleContext, exampleRule } from '../../rule.ts';
import { type CallView, callsOfMessage, isResult } from '../../tools/calls.ts';

export const unansweredCall = exampleRule({
  id: 'tools/unanswered-call',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'A call has its result before the conversation goes on.',
  why: 'The model would go on without knowing what the tool said. A call in the last message is fine: there the result is still to come.',
  says: [{ who: 'Mistral', text: 'Not the same number of function calls and responses' }],
  severity: { default: 'warning', mistral: 'error' },
  messages: { none: 'The call of "{name}" has no result, and the conversation goes on.' },
  examples: {
    bad: [{ text: chatLine([TIME_QUESTION, timeCall(), TIME_ANSWER], { tools: [timeTool()] }) }],
    good: [{ text: timeLine() }, { text: chatLine([TIME_QUESTION, timeCall()], { tools: [timeTool()] }) }],
  },
  check(example, { report }) {
    if (!example.text.includes('tool_calls')) return;
    let open: CallView[] = [];
    for (const view of example.messages) {
      if (isResult(view)) {
        const id = own(view.message, 'tool_call_id');
        open = open.filter(call => call.id !== id);
        continue;
      }
      tell(open, report);
      open = callsOfMessage(view).filter(({ isOld, id }) => !isOld && id !== undefined);
    }
  },
});

function tell(open: readonly CallView[], report: ExampleContext['report']): void {
  for (const { name, path } of open)
    report({ messageId: 'none', data: { name: quoted(name ?? '') }, at: [...path, 'id'] });
}
