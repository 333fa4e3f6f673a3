import { isJson } from '../../soundness.ts';
import { exampleRule } from '../../rule.ts';

export const unusualLineTerminator = exampleRule({
  id: 'encoding/unusual-line-terminator',
  needs: 'line',
  summary: 'No line holds U+2028, U+2029 or U+0085 as it is.',
  why: 'Readers that cut a text at every Unicode line break cut the example in two. JSON allows these characters, but `str.splitlines()` in Python, for one, ends a line at them.',
  severity: { default: 'warning' },
  fixable: 'safe',
  messages: { terminator: 'Some readers end the line at this {name}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a\u2028b","completion":"c"}' },
      { text: '{"prompt":"a","completion":"b\u2029\u0085c"}' },
    ],
    good: [{ text: '{"prompt":"a\\u2028b","completion":"c\\n"}' }],
  },
  check(example, { report }) {
    if (example.isPlain || !TERMINATOR.test(example.text) || !isJson(example)) return;
    for (const { 0: character, index } of example.text.matchAll(ALL_TERMINATORS)) {
      const { name, spelling } = TERMINATORS[character] ?? { name: 'character', spelling: character };
      report({
        messageId: 'terminator',
        data: { name },
        at: { start: index, end: index + 1 },
        fixes: [
          {
            title: `Write it as ${spelling}`,
            safety: 'safe',
            edits: [{ start: index, end: index + 1, newText: spelling }],
          },
        ],
      });
    }
  },
});

const TERMINATOR = /[\u2028\u2029\u0085]/;
const ALL_TERMINATORS = new RegExp(TERMINATOR, 'g');

const TERMINATORS: Readonly<Record<string, { name: string; spelling: string }>> = {
  '\u2028': { name: 'line separator (U+2028)', spelling: '\\u2028' },
  '\u2029': { name: 'paragraph separator (U+2029)', spelling: '\\u2029' },
  '\u0085': { name: 'next line character (U+0085)', spelling: '\\u0085' },
};
