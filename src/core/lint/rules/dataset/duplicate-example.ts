import type { DatasetFacts } from '../../datasetFacts.ts';
import { datasetRule } from '../../rule.ts';

export const duplicateExample = datasetRule({
  id: 'dataset/duplicate-example',
  needs: 'dataset',
  summary: 'No example stands in the file twice.',
  why: 'A repeated example is trained on more often than the others and is paid for each time. Across a split it makes a validation score look better than it is.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: { repeated: 'The same example stands in line {line}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b"}\n{"completion":"b", "prompt":"a"}' },
      {
        text: '{"prompt":"a","completion":"b"}\n\n{"prompt":"c","completion":"d"}\n{"prompt":"a","completion":"b"}',
      },
    ],
    good: [
      { text: '{"prompt":"a","completion":"b"}\n{"prompt":"b","completion":"a"}' },
      {
        text: '{"prompt":"12345678901234567890","completion":"1"}\n{"prompt":"12345678901234567891","completion":"1"}',
      },
    ],
  },
  check(facts, { report }) {
    for (const [line, first] of repeatedLines(facts)) {
      report({
        messageId: 'repeated',
        data: { line: first + 1 },
        at: line,
        related: [{ line: first, message: 'The first of the equal examples' }],
        fixes: [{ title: 'Delete this copy', safety: 'unsafe', deleteLine: line }],
      });
    }
  },
});

/** Pairs of a line and the first line that holds the same example. Equal hashes are confirmed by comparing. */
function* repeatedLines(facts: DatasetFacts): Iterable<[line: number, first: number]> {
  const { table } = facts;
  const firstByHash = new Map<number, number[]>();
  for (let line = 0; line < table.length; line++) {
    if (table.kind(line) !== 'object') continue;
    // 53 bits of the hash are enough of a key: what agrees in them is compared in full.
    const key = table.hashHigh(line) * 2 ** 21 + (table.hashLow(line) >>> 11);
    const candidates = firstByHash.get(key);
    const first = candidates?.find(candidate => facts.sameExample(candidate, line));
    if (first !== undefined) yield [line, first];
    else if (candidates) candidates.push(line);
    else firstByHash.set(key, [line]);
  }
}
