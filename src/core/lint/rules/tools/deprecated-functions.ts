import { OPENAI_SHAPED } from '../../../formats/families.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { replaceSpan, replaceValue, sourceOf } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { chatLine, TIME_ANSWER, TIME_QUESTION, timeLine } from '../../exampleLine.ts';
import { type ExampleFix, exampleRule, type LineEdit } from '../../rule.ts';

export const deprecatedFunctions = exampleRule({
  id: 'tools/deprecated-functions',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'Tools are written as tools, not in the old way as functions.',
  why: 'Most consumers read the new names only: "tools", "tool_calls" and the role "tool". OpenAI still reads "functions", "function_call" and the role "function" too.',
  severity: { default: 'warning', together: 'error', fireworks: 'error', mistral: 'error' },
  fixable: 'unsafe',
  messages: {
    functions: '"functions" is the old name of "tools".',
    call: '"function_call" is the old way of "tool_calls".',
    role: 'The role "function" is the old name of "tool".',
  },
  examples: {
    bad: [
      {
        text: chatLine(
          [
            TIME_QUESTION,
            { role: 'assistant', function_call: { name: 'time', arguments: '{"zone":"UTC"}' } },
            { role: 'function', name: 'time', content: '9:30' },
            TIME_ANSWER,
          ],
          { functions: [{ name: 'time' }] },
        ),
      },
    ],
    good: [{ text: timeLine() }],
  },
  check(example, { report }) {
    if (!/"(?:functions|function_call)"|"role"\s*:\s*"function"/.test(example.text)) return;
    const fixes = () => migration(example);
    if (Array.isArray(example.field('functions'))) {
      report({ messageId: 'functions', at: ['functions'], part: 'key', fixes });
    }
    for (const { message, path, role, keys } of example.messages) {
      if (isObject(own(message, 'function_call'))) {
        report({ messageId: 'call', at: [...path, 'function_call'], part: 'key', fixes });
      }
      if (role === 'function') report({ messageId: 'role', at: [...path, keys.role], fixes });
    }
  },
});

/** The whole example in the new way, or nothing: half of it would be worse than the old one. */
function migration(example: Example): ExampleFix[] {
  const edits: LineEdit[] = [];
  let id = 0;
  for (const { message, path, role } of example.messages) {
    const call = own(message, 'function_call');
    if (isObject(call)) {
      id += 1;
      const source = sourceOf(example, [...path, 'function_call']);
      const written = `"tool_calls": [{"id": "call_${id}", "type": "function", "function": ${source}}]`;
      edits.push(...replaceSpan(example.span([...path, 'function_call'], 'pair'), written));
    }
    if (role !== 'function') continue;
    // A result without a call cannot be joined with one.
    if (id === 0) return [];
    edits.push(...replaceValue(example, [...path, 'role'], `"tool", "tool_call_id": "call_${id}"`));
  }
  const functions = example.field('functions');
  if (functions !== undefined) {
    const tools = wrapped(example, functions);
    if (tools === undefined) return [];
    edits.push(...replaceSpan(example.span(['functions'], 'pair'), `"tools": ${tools}`));
  }
  return edits.length === 0 ? [] : [{ title: 'Write this example with tools', safety: 'unsafe', edits }];
}

function wrapped(example: Example, functions: unknown): string | undefined {
  if (!Array.isArray(functions) || !functions.every(isObject)) return undefined;
  const tools = functions.map(
    (_, index) => `{"type": "function", "function": ${sourceOf(example, ['functions', index])}}`,
  );
  return `[${tools.join(', ')}]`;
}
