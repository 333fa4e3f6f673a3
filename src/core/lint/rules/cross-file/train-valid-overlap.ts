import type { DatasetFacts } from '../../datasetFacts.ts';
import { nearLine, SIMILARITY } from '../../nearDuplicates.ts';
import { type DatasetContext, type DatasetReport, pairRule } from '../../rule.ts';

export const trainValidOverlap = pairRule({
  id: 'cross-file/train-valid-overlap',
  needs: 'dataset',
  summary: 'No example of the validation file is trained on.',
  why: 'Validation measures what the model does with examples that it has not seen. With examples that it has learnt, the measure looks better than the model is.',
  says: [
    { who: 'OpenAI', text: 'The same data should not be present in both the train and validation files.' },
  ],
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    example: 'The same example is in line {line} of the {other} file.',
    prompt: 'The same prompt is in line {line} of the {other} file.',
    similar: '{percent} % of this example is in line {line} of the {other} file.',
  },
  options: { similarity: SIMILARITY },
  examples: {
    bad: [
      {
        text: '{"prompt":"a","completion":"b"}',
        partner: '{"prompt":"c","completion":"d"}\n{"completion":"b","prompt":"a"}',
        messageId: 'example',
      },
      {
        text: '{"prompt":"a","completion":"b"}',
        partner: '{"prompt":"a","completion":"c"}',
        purpose: 'validation',
        messageId: 'prompt',
      },
      {
        text: '{"prompt":"Once upon a time there was a king who had three daughters and a golden apple tree","completion":"Then what happened"}',
        partner:
          '{"prompt":"Once upon a time there was a king who had three daughters and a golden apple tree","completion":"Then what happened?!"}\n{"prompt":"Once, upon a time, there was a king who had three daughters and a golden apple tree!","completion":"Then what happened next"}',
        purpose: 'validation',
        options: { similarity: 0.6 },
        messageId: 'prompt',
      },
      {
        text: '{"prompt":"Once upon a time there was a king who had three daughters and a golden apple tree","completion":"Then what happened"}',
        partner:
          '{"prompt":"Once, upon a time, there was a king who had three daughters and a golden apple tree!","completion":"Then what happened"}',
        purpose: 'validation',
        options: { similarity: 0.9 },
        messageId: 'similar',
      },
    ],
    good: [{ text: '{"prompt":"a","completion":"b"}', partner: '{"prompt":"c","completion":"b"}' }],
  },
  check(facts, partner, context) {
    const exact = firstLines(partner, 'exact');
    const prompts = firstLines(partner, 'prompt');
    const { table, validation } = facts;
    const other = validation ? 'training' : 'validation';
    for (let line = 0; line < table.length; line++) {
      if (table.kind(line) !== 'object') continue;
      const found =
        match(exact, table.exactHash(line), 'example') ??
        match(prompts, table.content(line, 'prompt'), 'prompt') ??
        near(facts, partner, line, context);
      if (!found) continue;
      context.report({
        messageId: found.messageId,
        data: { line: found.line + 1, other, percent: found.percent ?? 100 },
        at: line,
        related: [{ line: found.line, message: `The twin in the ${other} file`, inPartner: true }],
        // The training file is the one to keep.
        ...(validation
          ? { fixes: [{ title: 'Delete from the validation file', safety: 'unsafe', deleteLine: line }] }
          : {}),
      } satisfies DatasetReport);
    }
  },
});

interface Twin {
  messageId: 'example' | 'prompt' | 'similar';
  line: number;
  percent?: number;
}

function match(
  lines: ReadonlyMap<number, number>,
  hash: number,
  messageId: Twin['messageId'],
): Twin | undefined {
  const line = hash === 0 ? undefined : lines.get(hash);
  return line === undefined ? undefined : { messageId, line };
}

function near(
  facts: DatasetFacts,
  partner: DatasetFacts,
  line: number,
  { options }: DatasetContext,
): Twin | undefined {
  const found = nearLine(facts, line, partner, Number(options.similarity));
  return found && { messageId: 'similar', line: found.line, percent: Math.round(found.similarity * 100) };
}

/** The first line of each hash. */
function firstLines({ table }: DatasetFacts, by: 'exact' | 'prompt'): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  for (let line = 0; line < table.length; line++) {
    const hash = by === 'exact' ? table.exactHash(line) : table.content(line, 'prompt');
    if (hash !== 0 && table.kind(line) === 'object' && !lines.has(hash)) lines.set(hash, line);
  }
  return lines;
}
