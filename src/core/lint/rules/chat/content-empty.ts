import { CONVERSATIONS } from '../../../formats/families.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { replaceValue } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';

export const contentEmpty = exampleRule({
  id: 'chat/content-empty',
  needs: 'object',
  formats: CONVERSATIONS,
  summary: 'Content is more than white space.',
  why: 'An empty answer teaches the model to say nothing; an empty question teaches it to answer nothing. Most often a field was lost when the data was made.',
  says: [{ who: 'Azure validator', text: 'Empty content string' }],
  severity: { default: 'warning' },
  fixable: 'safe',
  messages: {
    empty: 'This content is empty.',
    besideCalls: 'This content is empty; beside tool calls it should be null.',
  },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":" "}]}',
        messageId: 'empty',
      },
      {
        text: '{"messages":[{"role":"user","content":"Time?"},{"role":"assistant","content":"","tool_calls":[{"id":"a","type":"function","function":{"name":"time","arguments":"{}"}}]}]}',
        messageId: 'besideCalls',
      },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}' }],
  },
  check(example, { report }) {
    for (const { message, path, role, keys } of example.messages) {
      const content = own(message, keys.content);
      const at = [...path, keys.content];
      if (!isBlank(content)) continue;
      if (role === 'assistant' && callsTools(message)) {
        report({
          messageId: 'besideCalls',
          at,
          severity: 'info',
          fixes: [{ title: 'Set to null', safety: 'safe', edits: replaceValue(example, at, 'null') }],
        });
      } else report({ messageId: 'empty', at });
    }
  },
});

/** True for a string of white space and for an array of nothing but such text parts. */
function isBlank(content: unknown): boolean {
  if (typeof content === 'string') return content.trim() === '';
  if (!Array.isArray(content) || content.length === 0) return false;
  return content.every(part => {
    const text = isObject(part) && (own(part, 'type') ?? 'text') === 'text' ? own(part, 'text') : undefined;
    return typeof text === 'string' && text.trim() === '';
  });
}

function callsTools(message: Readonly<Record<string, unknown>>): boolean {
  const calls = own(message, 'tool_calls');
  return (Array.isArray(calls) && calls.length > 0) || isObject(own(message, 'function_call'));
}
