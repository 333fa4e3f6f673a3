import { replaceSpan } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';
import { faultsOf } from '../../soundness.ts';

export const strayComma = exampleRule({
  id: 'json/stray-comma',
  needs: 'line',
  summary: 'No comma stands before a closing bracket or after the end of the line.',
  why: 'JSON has no trailing commas: a strict parser refuses the line, and with it the file.',
  says: [
    {
      who: 'OpenAI',
      text: 'Invalid file format. Example 1273 cannot be parsed. Error: line contains invalid json',
    },
  ],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: { stray: 'This comma has nothing after it.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b",}' },
      { text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},]}' },
      { text: '{"prompt":"a","completion":"b"},' },
    ],
    good: [{ text: '{"prompt":"a,","completion":"b,}"}' }],
  },
  check(example, { report }) {
    for (const problem of faultsOf(example, 'stray-comma')) {
      report({
        messageId: 'stray',
        at: problem,
        fixes: [{ title: 'Delete the comma', safety: 'safe', edits: replaceSpan(problem, '') }],
      });
    }
  },
});
