import { deeperThan, MAX_WALKED_DEPTH } from '../../../jsonl/survey.ts';
import { exampleRule } from '../../rule.ts';

export const nestedTooDeeply = exampleRule({
  id: 'json/nested-too-deeply',
  needs: 'line',
  summary: `No value is nested deeper than ${MAX_WALKED_DEPTH} levels.`,
  why: 'JSON sets no limit, but readers do: Python’s gives up near 1,000 levels, and with it the whole file. So deep a value is nearly always the work of a program that went wrong.',
  says: [
    { who: 'Python', text: 'RecursionError: maximum recursion depth exceeded while decoding a JSON array' },
  ],
  severity: { default: 'warning' },
  messages: {
    deep: 'This value is nested {depth} levels deep. Readers give up near 1,000; below {walked} nothing is looked for here either.',
  },
  examples: {
    bad: [{ text: `{"prompt":"a","completion":"b","note":${nested(MAX_WALKED_DEPTH)}}` }],
    good: [{ text: `{"prompt":"a","completion":"b","note":${nested(8)}}` }],
  },
  check(example, { report }) {
    // Of lines that are no objects other rules say what is wrong.
    if (example.kind !== 'object' || example.depth <= MAX_WALKED_DEPTH) return;
    const start = deeperThan(example.text, MAX_WALKED_DEPTH);
    report({
      messageId: 'deep',
      data: { depth: example.depth.toLocaleString('en-US'), walked: MAX_WALKED_DEPTH },
      at: { start, end: start + 1 },
    });
  },
});

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}
