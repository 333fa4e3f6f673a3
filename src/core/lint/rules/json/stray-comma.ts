import { replaceSpan } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';

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
    if (!isReadableApartFromThis(example.syntaxProblems)) return;
    for (const problem of example.syntaxProblems) {
      if (problem.kind !== 'stray-comma') continue;
      report({
        messageId: 'stray',
        at: problem,
        fixes: [{ title: 'Delete the comma', safety: 'safe', edits: replaceSpan(problem, '') }],
      });
    }
  },
});

/** Where the rest of the line makes no sense, the comma may not be what is wrong. */
function isReadableApartFromThis(problems: readonly { kind: string }[]): boolean {
  return problems.every(problem => problem.kind !== 'syntax');
}
