import { repeatedLines } from '../../equalLines.ts';
import { nearLines, SIMILARITY } from '../../nearDuplicates.ts';
import { type DatasetFix, datasetRule } from '../../rule.ts';

export const duplicateExample = datasetRule({
  id: 'dataset/duplicate-example',
  needs: 'dataset',
  summary: 'No example stands in the file twice.',
  why: 'A repeated example is trained on more often and is paid for each time. Across a split it makes a validation score look better than it is.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    repeated: 'The same example stands in line {line}.',
    nearlyRepeated: 'But for case and white space, the same example stands in line {line}.',
    similar: '{percent} % of this example stands in line {line} too.',
  },
  options: { similarity: SIMILARITY },
  examples: {
    bad: [
      {
        text: '{"prompt":"Once upon a time there was a king who had three daughters","completion":"and a golden apple tree"}\n{"prompt":"Once, upon a time, there was a king who had three daughters!","completion":"and a golden apple tree."}',
        options: { similarity: 0.9 },
        messageId: 'similar',
      },
      { text: '{"prompt":"a","completion":"b"}\n{"completion":"b", "prompt":"a"}', messageId: 'repeated' },
      {
        text: '{"prompt":"a","completion":"b"}\n\n{"prompt":"c","completion":"d"}\n{"prompt":"a","completion":"b"}',
        messageId: 'repeated',
      },
      {
        text: '{"prompt":"What is it?","completion":"a"}\n{"prompt":"what is it? ","completion":"A"}',
        messageId: 'nearlyRepeated',
      },
    ],
    good: [
      { text: '{"prompt":"a","completion":"b"}\n{"prompt":"b","completion":"a"}' },
      {
        text: '{"prompt":"12345678901234567890","completion":"1"}\n{"prompt":"12345678901234567891","completion":"1"}',
      },
    ],
  },
  check(facts, { options, report }) {
    const { table } = facts;
    const objects: number[] = [];
    for (let line = 0; line < table.length; line++) if (table.kind(line) === 'object') objects.push(line);

    const repeated = new Set<number>();
    const exact = (line: number) => table.exactHash(line);
    for (const [line, first] of repeatedLines(objects, exact, facts.sameExample)) {
      repeated.add(line);
      report({
        messageId: 'repeated',
        data: { line: first + 1 },
        at: line,
        related: [{ line: first, message: 'The first of the equal examples' }],
        fixes: [deletion(line)],
      });
    }

    const others = repeated.size === 0 ? objects : objects.filter(line => !repeated.has(line));
    const folded = (line: number) => table.foldedHash(line);
    for (const [line, first] of repeatedLines(others, folded, facts.nearlySameExample)) {
      report({
        messageId: 'nearlyRepeated',
        data: { line: first + 1 },
        at: line,
        related: [{ line: first, message: 'The first of the nearly equal examples' }],
        fixes: [deletion(line)],
        severity: 'info',
      });
      repeated.add(line);
    }

    const isLeft = (line: number) => table.kind(line) === 'object' && !repeated.has(line);
    for (const { line, first, similarity } of nearLines(facts, Number(options.similarity), isLeft)) {
      report({
        messageId: 'similar',
        data: { line: first + 1, percent: Math.round(similarity * 100) },
        at: line,
        related: [{ line: first, message: 'The first of the similar examples' }],
        fixes: [deletion(line)],
        severity: 'info',
      });
    }
  },
});

function deletion(line: number): DatasetFix {
  return { title: 'Delete this copy', safety: 'unsafe', deleteLine: line };
}
