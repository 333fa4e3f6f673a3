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
  messages: { several: 'There are {count} values on this line; the first ends here.' },
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
    if (faults.length === 0) return;
    const { roots } = example;
    const [first] = roots;
    const last = roots.at(-1);
    if (!first || !last) return;
    report({
      messageId: 'several',
      data: { count: roots.length },
      at: { start: first.end, end: last.end },
      // A value that is no object would be as wrong on a line of its own.
      fixes: roots.every(root => root.kind === 'object')
        ? [
            {
              title: 'Put each value on a line of its own',
              safety: 'safe',
              edits: faults.map(({ start, end }) => ({ start, end, newText: '\n' })),
            },
          ]
        : [],
    });
  },
});
