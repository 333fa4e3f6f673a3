import { faultsOf } from '../../soundness.ts';
import { exampleRule } from '../../rule.ts';

export const multipleValues = exampleRule({
  id: 'json/multiple-values',
  needs: 'line',
  summary: 'A line holds one JSON value and no more.',
  why: 'A strict parser stops after the first value and refuses what follows. It happens when files are joined of which the first does not end in a line break.',
  says: [{ who: 'Python', text: 'Extra data: line 1 column 32 (char 31)' }],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: { another: 'Another value begins on the same line.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b"}{"prompt":"c","completion":"d"}' },
      { text: '{"prompt":"a","completion":"b"}, {"prompt":"c","completion":"d"}' },
      { text: '{"prompt":"a","completion":"b"} 1' },
    ],
    good: [{ text: '{"prompt":"}{","completion":"b"}\n{"prompt":"c","completion":"d"}' }],
  },
  check(example, { report }) {
    const faults = faultsOf(example, 'next-value');
    const allObjects = faults.length > 0 && example.roots.every(root => root.kind === 'object');
    for (const { start, end } of faults) {
      const next = example.roots.find(root => root.start === end);
      report({
        messageId: 'another',
        // Nothing separates the two: then the second value shows the place.
        at: { start, end: end > start ? end : (next?.end ?? end) },
        fixes: allObjects
          ? [
              {
                title: 'Begin a new line here',
                safety: 'safe',
                edits: [{ start, end, newText: '\n' }],
              },
            ]
          : [],
      });
    }
  },
});
