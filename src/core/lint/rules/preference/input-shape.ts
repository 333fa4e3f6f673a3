import { has, isObject, own } from '../../../jsonl/shape.ts';
import { replaceSpan, replaceValue, sourceOf } from '../../edits.ts';
import { encodedJson } from '../../encodedJson.ts';
import type { Example } from '../../example.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';

export const inputShape = exampleRule({
  id: 'preference/input-shape',
  needs: 'object',
  formats: ['openai-dpo'],
  summary: 'The input of a preference pair is an object with messages.',
  why: 'The input is the prompt that both answers belong to. The consumer looks for it under "input", "messages", and nowhere else.',
  says: [{ who: 'OpenAI', text: "Invalid file format. Example 1 is missing key 'input'" }],
  severity: { default: 'error' },
  fixable: 'unsafe',
  messages: {
    notObject: '"input" has to be an object with "messages".',
    noMessages: '"input" has no "messages".',
    notArray: 'The messages of the input have to be an array.',
    topLevel: 'The messages of a preference pair belong into "input".',
  },
  examples: {
    bad: [
      {
        text: '{"input":[{"role":"user","content":"Hi"}],"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'notObject',
      },
      {
        text: '{"input":{},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'noMessages',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"}],"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'topLevel',
      },
      {
        text: '{"input":{"messages":"Hi"},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'notArray',
      },
    ],
    good: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
      },
    ],
  },
  check(example, { report }) {
    const { object } = example;
    if (!object) return;
    if (!has(object, 'input')) {
      if (has(object, 'messages')) {
        report({ messageId: 'topLevel', at: ['messages'], fixes: moveFix(example, object) });
      }
      return;
    }
    const input = own(object, 'input');
    if (!isObject(input)) {
      // Of JSON inside a string shape/wrong-type speaks.
      if (encodedJson(input, 'object') === undefined) {
        report({ messageId: 'notObject', at: ['input'], fixes: wrapFix(example, input) });
      }
      return;
    }
    const messages = own(input, 'messages');
    if (messages === undefined) report({ messageId: 'noMessages', at: ['input'] });
    else if (!Array.isArray(messages) && encodedJson(messages, 'array') === undefined) {
      report({ messageId: 'notArray', at: ['input', 'messages'] });
    }
  },
});

function wrapFix(example: Example, input: unknown): ExampleFix[] {
  const source = sourceOf(example, ['input']);
  if (!isMessages(input) || source === undefined) return [];
  const edits = replaceValue(example, ['input'], `{"messages": ${source}}`);
  return [{ title: 'Wrap in {"messages": ...}', safety: 'unsafe', edits }];
}

function moveFix(example: Example, object: Readonly<Record<string, unknown>>): ExampleFix[] {
  const source = sourceOf(example, ['messages']);
  if (!isMessages(own(object, 'messages')) || source === undefined) return [];
  const pair = example.span(['messages'], 'pair');
  const edits = replaceSpan(pair, `"input": {"messages": ${source}}`);
  return [{ title: 'Move into "input"', safety: 'unsafe', edits }];
}

function isMessages(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
