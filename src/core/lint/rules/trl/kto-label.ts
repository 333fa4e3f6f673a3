import { FLAGS } from '../../contentFacts.ts';
import { kindInWords } from '../../kindInWords.ts';
import { exampleRule } from '../../rule.ts';

const line = (label: unknown, text = 'Hello') => JSON.stringify({ prompt: 'Hi', completion: text, label });

export const ktoLabel = exampleRule({
  id: 'trl/kto-label',
  needs: 'object',
  formats: ['trl-unpaired'],
  summary: 'Labels are true or false, and a dataset has both.',
  why: 'KTO learns from what is wanted and what is not. A label that is neither makes the trainer fail, and with only one of the two there is nothing to tell apart.',
  severity: { default: 'error' },
  messages: {
    type: 'The label has to be true or false, not {kind}.',
    oneKind: 'All labels are {label}.',
  },
  examples: {
    bad: [
      { text: line('yes'), format: 'trl-unpaired', messageId: 'type' },
      { text: `${line(true)}\n${line(true, 'Hey')}`, messageId: 'oneKind' },
    ],
    good: [{ text: `${line(true)}\n${line(false, 'What?')}` }],
  },
  check(example, { report }) {
    const label = example.field('label');
    if (typeof label === 'boolean' || label === undefined) return;
    report({ messageId: 'type', data: { kind: kindInWords(label) }, at: ['label'] });
  },
  checkFile({ table }, { report }) {
    let isTrue = 0;
    let isFalse = 0;
    for (let row = 0; row < table.length; row++) {
      const flags = table.content(row, 'flags');
      if ((flags & FLAGS.labelTrue) !== 0) isTrue += 1;
      if ((flags & FLAGS.labelFalse) !== 0) isFalse += 1;
    }
    if (isTrue + isFalse < 2 || (isTrue > 0 && isFalse > 0)) return;
    report({ messageId: 'oneKind', data: { label: String(isTrue > 0) }, severity: 'warning' });
  },
});
