import { OPENAI_SHAPED } from '../../../formats/families.ts';
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
import { callsOf, toolListsOf, toolsOf } from '../../tools/calls.ts';

export const undeclaredFunction = exampleRule({
  id: 'tools/undeclared-function',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'A call names a function that the example declares.',
  why: 'When the model is used it is told its tools. An example with a call and no declaration teaches it to call functions that do not exist.',
  severity: { default: 'warning', nova: 'error' },
  messages: {
    unknown: 'No tool of this example is named "{name}".',
    noTools: 'This example calls "{name}" and declares no tools.',
  },
  examples: {
    bad: [
      { text: timeLine(timeCall(), timeTool({ name: 'clock' })), messageId: 'unknown' },
      { text: chatLine([TIME_QUESTION, timeCall(), TIME_RESULT, TIME_ANSWER]), messageId: 'noTools' },
    ],
    good: [{ text: timeLine() }],
  },
  check(example, { report }) {
    const calls = callsOf(example);
    if (calls.length === 0) return;
    const lists = toolListsOf(example);
    // Tools that cannot be read may be declared all the same.
    if (lists.some(({ value }) => !Array.isArray(value))) return;
    const names = new Set(toolsOf(example).map(({ name }) => name));
    for (const { name, calledPath } of calls) {
      if (name === undefined || names.has(name)) continue;
      report({
        messageId: lists.length === 0 ? 'noTools' : 'unknown',
        data: { name: quoted(name) },
        at: [...calledPath, 'name'],
      });
    }
  },
});
