import type { DatasetFacts } from '../../datasetFacts.ts';
import { chatLine, lines } from '../../exampleLine.ts';
import { canonicalText } from '../../../jsonl/canonical.ts';
import { quoted } from '../../messages.ts';
import { exampleLines, placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

const question = (index: number, answer: unknown) =>
  chatLine([{ role: 'user', content: `${index} + 1?` }], { answer });

export const constantReference = datasetRule({
  id: 'reinforcement/constant-reference',
  needs: 'dataset',
  formats: ['openai-rft'],
  summary: 'What graders compare with is not the same in every example.',
  why: 'A reference that never changes rewards one answer whatever was asked. The model learns that answer.',
  says: [{ who: 'Azure', text: 'All grader field values are identical' }],
  severity: { default: 'warning' },
  messages: { same: '"{key}" has the same value in every example.' },
  examples: {
    bad: [{ text: lines(5, index => question(index, 4)) }],
    good: [{ text: lines(5, index => question(index, index + 1)) }],
  },
  check(facts, { report }) {
    const sample = exampleLines(facts, SAMPLE);
    const [first] = sample;
    if (first === undefined || sample.length < 3) return;
    const values = referencesIn(facts, first);
    for (const line of sample) {
      if (values.size === 0) return;
      const own = referencesIn(facts, line);
      for (const [key, value] of values) if (own.get(key) !== value) values.delete(key);
    }
    for (const key of values.keys()) {
      report({ messageId: 'same', data: { key: quoted(key) }, at: placeIn(facts, first, [key], 'pair') });
    }
  },
});

/** A value that is the same in so many examples is the same. */
const SAMPLE = 1000;

function referencesIn(facts: DatasetFacts, line: number): Map<string, string> {
  const others = facts.exampleAt(line)?.reading.others ?? {};
  return new Map(Object.entries(others).map(([key, value]) => [key, canonicalText(JSON.stringify(value))]));
}
