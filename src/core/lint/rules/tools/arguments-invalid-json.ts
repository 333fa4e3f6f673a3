import { OPENAI_SHAPED } from '../../../formats/families.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { replaceValue } from '../../edits.ts';
import { timeCall, timeLine } from '../../exampleLine.ts';
import { exampleRule } from '../../rule.ts';
import { callsOf } from '../../tools/calls.ts';

const withArguments = (text: string) => timeLine(timeCall({ function: { name: 'time', arguments: text } }));

export const argumentsInvalidJson = exampleRule({
  id: 'tools/arguments-invalid-json',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'The string of arguments holds a JSON object.',
  why: 'The tuned model learns to write what stands here. What is not JSON cannot be passed to any function.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    invalid: 'These arguments are not JSON.',
    empty: 'These arguments are empty; a call without any has "{}".',
    notObject: 'These arguments are JSON, but no object.',
  },
  examples: {
    bad: [
      { text: withArguments('{zone: UTC}'), messageId: 'invalid' },
      { text: withArguments(''), messageId: 'empty' },
      { text: withArguments('["UTC"]'), messageId: 'notObject' },
    ],
    good: [{ text: withArguments('{}') }],
  },
  check(example, { report }) {
    for (const { called, calledPath } of callsOf(example)) {
      const text = own(called, 'arguments');
      if (typeof text !== 'string') continue;
      const at = [...calledPath, 'arguments'];
      if (text.trim() === '') {
        const edits = replaceValue(example, at, '"{}"');
        report({ messageId: 'empty', at, fixes: [{ title: 'Change to "{}"', safety: 'unsafe', edits }] });
        continue;
      }
      try {
        if (!isObject(JSON.parse(text))) report({ messageId: 'notObject', at });
      } catch {
        report({ messageId: 'invalid', at });
      }
    }
  },
});
