import { replaceSpan } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';
import { faultsOf } from '../../soundness.ts';

export const nonFiniteNumber = exampleRule({
  id: 'json/non-finite-number',
  needs: 'line',
  summary: 'No value is NaN or Infinity.',
  why: 'Python writes and reads them, but JSON has no such numbers: any other parser refuses the line, and with it the file.',
  severity: { default: 'error' },
  fixable: 'unsafe',
  messages: { nonFinite: 'JSON has no {token}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b","score":NaN}' },
      { text: '{"prompt":"a","completion":"b","score":[Infinity,-Infinity]}' },
    ],
    good: [{ text: '{"prompt":"NaN","completion":"-Infinity"}' }],
  },
  check(example, { report }) {
    for (const problem of faultsOf(example, 'non-finite-number')) {
      report({
        messageId: 'nonFinite',
        data: { token: example.text.slice(problem.start, problem.end) },
        at: problem,
        fixes: [{ title: 'Change to null', safety: 'unsafe', edits: replaceSpan(problem, 'null') }],
      });
    }
  },
});
