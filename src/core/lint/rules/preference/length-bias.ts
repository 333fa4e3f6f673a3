import { PREFERENCES } from '../../../formats/families.ts';
import { FLAGS } from '../../contentFacts.ts';
import { lines, pairLine } from '../../exampleLine.ts';
import { datasetRule } from '../../rule.ts';

const pairs = (longer: number) =>
  lines(20, index =>
    index < longer
      ? pairLine(`${index}?`, `It is ${index}, as far as I know.`, `It is ${index}!`)
      : pairLine(`${index}?`, `It is ${index}!`, `It is ${index}, as far as I know.`),
  );

export const lengthBias = datasetRule({
  id: 'preference/length-bias',
  needs: 'dataset',
  formats: PREFERENCES,
  summary: 'The preferred answers are not nearly always the longer ones.',
  why: 'The easiest thing to learn from such pairs is to write more, whatever it says. Add pairs in which the short answer is the better one.',
  severity: { default: 'info' },
  messages: { longer: 'In {percent} % of {all} pairs the preferred answer is the longer one.' },
  options: {
    share: {
      type: 'number',
      default: 0.8,
      minimum: 0.5,
      maximum: 1,
      description: 'The share of longer preferred answers above which it is said.',
    },
    minPairs: { type: 'number', default: 20, minimum: 1, description: 'Fewer pairs show no bias.' },
  },
  examples: { bad: [{ text: pairs(18) }], good: [{ text: pairs(10) }] },
  check({ table }, { options, report }) {
    let longer = 0;
    let all = 0;
    for (let line = 0; line < table.length; line++) {
      if (table.content(line, 'rejected') === 0) continue;
      all += 1;
      if ((table.content(line, 'flags') & FLAGS.preferredLonger) !== 0) longer += 1;
    }
    if (all < Number(options.minPairs) || longer / all <= Number(options.share)) return;
    report({ messageId: 'longer', data: { percent: Math.round((longer / all) * 100), all } });
  },
});
