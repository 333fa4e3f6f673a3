import { isObject, own } from '../../../jsonl/shape.ts';
import { keyOfMessages } from '../../../template/pattern/promptKey.ts';
import { matchSegments, renderSegments } from '../../../template/pattern/matchSegments.ts';
import type { MessagePattern, PromptPattern } from '../../../template/pattern/promptPattern.ts';
import { replaceValue } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';

const PATTERN: PromptPattern = {
  template: 'ask.prompt.json',
  messages: [
    { role: 'system', segments: ['Answer briefly.'] },
    { role: 'user', segments: ['Question: ', { variable: 'question' }] },
  ],
  defaults: {},
  stored: {},
};

const chat = (system: string, user: string) =>
  JSON.stringify({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
      { role: 'assistant', content: 'Six.' },
    ],
  });

export const drift = exampleRule({
  id: 'template/drift',
  needs: 'object',
  formats: ['openai-sft', 'openai-dpo', 'openai-rft'],
  summary: 'The prompt is what its template renders today.',
  why: 'A tuned model answers best to the very prompt that it was trained with. When the template was changed after the dataset was made, the model is trained with one prompt and asked with another.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    text: 'This is not what {template} renders today.',
    shape: 'The messages before the answer are not those of {template}.',
  },
  examples: {
    bad: [
      { text: chat('Answer at length.', 'Question: Two and four?'), prompt: PATTERN, messageId: 'text' },
      { text: chat('Answer briefly.', 'Two and four?'), prompt: PATTERN, messageId: 'text' },
      {
        text: JSON.stringify({
          messages: [
            { role: 'user', content: 'Question: Two and four?' },
            { role: 'assistant', content: 'Six.' },
          ],
        }),
        prompt: PATTERN,
        messageId: 'shape',
      },
    ],
    good: [
      { text: chat('Answer briefly.', 'Question: Two and four?'), prompt: PATTERN },
      { text: chat('Whatever.', 'Two and four?') },
    ],
  },
  check(example, { prompt, report }) {
    if (!prompt || prompt.messages.length === 0) return;
    for (const { part, path, messages } of example.conversations) {
      if (part !== 'chat' && part !== 'prompt') continue;
      const data = { template: prompt.template };
      const before = withoutAnswer(messages);
      if (!hasShape(before, prompt.messages)) {
        report({ messageId: 'shape', at: path, data });
        continue;
      }
      for (const { index, text } of driftsOf(before, prompt)) {
        const at = [...path, index, 'content'];
        const fixes = text === undefined ? [] : [renderAgain(example, at, text)];
        report({ messageId: 'text', at, data, fixes });
      }
    }
  },
});

/** Messages that are not what the template renders, with what they should be where that is known. */
function driftsOf(
  messages: readonly unknown[],
  { messages: patterns, defaults, stored }: PromptPattern,
): { index: number; text?: string }[] {
  const contents = messages.map(message => (isObject(message) ? own(message, 'content') : undefined));
  const key = keyOfMessages(messages);
  const known = Object.hasOwn(stored, key) ? stored[key] : undefined;
  if (known) {
    return known.flatMap(({ content }, index) =>
      contents[index] === content ? [] : [{ index, text: content }],
    );
  }
  const values = new Map<string, string>();
  const conflicts = new Set<string>();
  const open: number[] = [];
  for (const [index, { segments }] of patterns.entries()) {
    const content = contents[index];
    if (!segments || typeof content !== 'string') continue;
    const match = matchSegments(segments, content);
    if (match.kind === 'none') open.push(index);
    if (match.kind !== 'one') continue;
    for (const [name, value] of Object.entries(match.values)) {
      if (values.has(name) && values.get(name) !== value) conflicts.add(name);
      values.set(name, value);
    }
  }
  for (const [name, value] of Object.entries(defaults)) if (!values.has(name)) values.set(name, value);
  for (const name of conflicts) values.delete(name);
  return open.map(index => {
    const text = renderSegments(patterns[index]?.segments ?? [], values);
    return { index, ...(text !== undefined && { text }) };
  });
}

/** Whether the messages begin with those of the template. A conversation may go on after them. */
function hasShape(messages: readonly unknown[], patterns: readonly MessagePattern[]): boolean {
  return patterns.every(({ role }, index) => {
    const message = messages[index];
    return isObject(message) && own(message, 'role') === role;
  });
}

function withoutAnswer(messages: readonly unknown[]): readonly unknown[] {
  const last = messages.at(-1);
  return isObject(last) && own(last, 'role') === 'assistant' ? messages.slice(0, -1) : messages;
}

function renderAgain(example: Example, at: (string | number)[], text: string): ExampleFix {
  return {
    title: 'Render again',
    safety: 'unsafe',
    edits: replaceValue(example, at, JSON.stringify(text)),
  };
}
