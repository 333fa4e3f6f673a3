import { has } from '../../../jsonl/shape.ts';
import { renameKey } from '../../edits.ts';
import { geminiLine, geminiPair } from '../../geminiLine.ts';
import { exampleRule } from '../../rule.ts';

const system = { parts: [{ text: 'Be brief.' }] };

export const systemKey = exampleRule({
  id: 'gemini/system-key',
  needs: 'object',
  formats: ['gemini-sft', 'gemini-preference'],
  summary: 'The instructions stand under the key of their format.',
  why: 'The key is "systemInstruction" or, in preference data, "system_instruction". Under the other name the instructions may be ignored.',
  severity: { default: 'warning' },
  fixable: 'safe',
  messages: { name: 'In this format the key is "{key}".' },
  examples: {
    bad: [
      { text: geminiLine(undefined, { system_instruction: system }) },
      { text: geminiPair({ systemInstruction: system }) },
    ],
    good: [
      { text: geminiLine(undefined, { systemInstruction: system }) },
      { text: geminiPair({ system_instruction: system }) },
    ],
  },
  check(example, { report }) {
    const [key, other] =
      example.format === 'gemini-sft'
        ? (['systemInstruction', 'system_instruction'] as const)
        : (['system_instruction', 'systemInstruction'] as const);
    if (!example.object || !has(example.object, other)) return;
    report({
      messageId: 'name',
      data: { key },
      at: [other],
      part: 'key',
      fixes: has(example.object, key)
        ? []
        : [{ title: `Rename to "${key}"`, safety: 'safe', edits: renameKey(example, [other], key) }],
    });
  },
});
