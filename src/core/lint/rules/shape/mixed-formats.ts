import { decidingKey } from '../../../formats/decidingKey.ts';
import { overlapOf } from '../../../formats/overlap.ts';
import { formatTitle } from '../../../formats/registry.ts';
import { exampleRule } from '../../rule.ts';

export const mixedFormats = exampleRule({
  id: 'shape/mixed-formats',
  needs: 'object',
  summary: 'All examples of a file are in one format, and each in no more than one.',
  why: 'A consumer reads a file in the format of its first examples. It refuses the others, or silently skips them.',
  severity: { default: 'warning', together: 'error' },
  messages: {
    other: 'This example is in the format {own}; most of the file is in the format {file}.',
    both: 'With "{key}" this example is in the format {other} as well.',
  },
  examples: {
    bad: [
      {
        text: '{"prompt":"a","completion":"b"}\n{"prompt":"c","completion":"d"}\n{"instruction":"e","output":"f"}',
        messageId: 'other',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"text":"Hi Hello"}',
        messageId: 'both',
      },
    ],
    good: [{ text: '{"prompt":"a","completion":"b"}\n{"prompt":"c","completion":"d"}' }],
  },
  check(example, { file, report }) {
    const { object, format } = example;
    if (!object || format === undefined) return;
    if (format !== file && file !== 'none' && file !== 'unknown') {
      const key = decidingKey(object, format);
      report({
        messageId: 'other',
        data: { own: formatTitle(format), file: formatTitle(file) },
        at: key === undefined ? [] : [key],
        part: 'key',
      });
      return;
    }
    const overlap = overlapOf(object, format);
    for (const key of overlap?.keys ?? []) {
      report({ messageId: 'both', data: { key, other: overlap?.title ?? '' }, at: [key], part: 'key' });
    }
  },
});
