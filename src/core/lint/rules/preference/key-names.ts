import { OUTPUT_SIDES, type OutputSide, outputKeyOf } from '../../../formats/openaiDpo.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { renameKey, replaceSpan, sourceOf } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';

export const keyNames = exampleRule({
  id: 'preference/key-names',
  needs: 'object',
  formats: ['openai-dpo'],
  summary: 'The two answers stand under "preferred_output" and "non_preferred_output".',
  why: 'OpenAI, Azure, Together and Fireworks read "..._output" only. OpenAI\'s specification of May 2025 called the answers "..._completion", and other formats call them chosen and rejected.',
  severity: { default: 'error' },
  fixable: 'safe',
  messages: { name: 'This answer has to stand under "{key}", not "{written}".' },
  examples: {
    bad: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_completion":[{"role":"assistant","content":"Hello"}],"non_preferred_completion":[{"role":"assistant","content":"What?"}]}',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"chosen":"Hello","rejected":"What?"}',
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
    for (const side of OUTPUT_SIDES) {
      const written = outputKeyOf(object, side);
      if (written === undefined || written === side.key) continue;
      report({
        messageId: 'name',
        data: { key: side.key, written },
        at: [written],
        part: 'key',
        fixes:
          written === side.oldKey
            ? [
                {
                  title: `Rename to "${side.key}"`,
                  safety: 'safe',
                  edits: renameKey(example, [written], side.key),
                },
              ]
            : convertFix(example, written, side),
      });
    }
  },
});

/** Turns an answer of another format into an array with one message. Nothing is offered for whole conversations. */
function convertFix(example: Example, written: string, side: OutputSide): ExampleFix[] {
  const value = example.field(written);
  const source = sourceOf(example, [written]);
  const output = source === undefined ? undefined : asOutput(value, source);
  if (output === undefined) return [];
  const edits = replaceSpan(example.span([written], 'pair'), `"${side.key}": ${output}`);
  return [{ title: `Convert to "${side.key}"`, safety: 'unsafe', edits }];
}

function asOutput(value: unknown, source: string): string | undefined {
  if (typeof value === 'string') return `[{"role": "assistant", "content": ${source}}]`;
  if (isAnswer(value)) return `[${source}]`;
  return Array.isArray(value) && value.length === 1 && isAnswer(value[0]) ? source : undefined;
}

function isAnswer(value: unknown): boolean {
  return isObject(value) && own(value, 'role') === 'assistant' && typeof own(value, 'content') === 'string';
}
