import { ANSWERED } from '../../../formats/families.ts';
import { answerAt } from '../../answers.ts';
import { FLAGS } from '../../contentFacts.ts';
import { answerLine, lines } from '../../exampleLine.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

const refusing = (every: number) =>
  lines(10, index =>
    answerLine(`${index}?`, index % every === 0 ? `I cannot say ${index}.` : `It is ${index}.`),
  );

export const refusalImbalance = datasetRule({
  id: 'dataset/refusal-imbalance',
  needs: 'dataset',
  formats: ANSWERED,
  summary: 'Not too many answers refuse.',
  why: 'A model refuses about as often as its examples do. With many refusals in training it refuses what it could answer: the balance has to be that of its use.',
  severity: { default: 'warning' },
  messages: { share: '{count} of {all} answers refuse, {percent} %.' },
  options: {
    share: {
      type: 'number',
      default: 0.2,
      minimum: 0,
      maximum: 1,
      description: 'The share of refusals from which it is said.',
    },
    minExamples: {
      type: 'number',
      default: 10,
      minimum: 1,
      description: 'Fewer examples have no balance to speak of.',
    },
  },
  examples: {
    bad: [{ text: refusing(2) }],
    good: [{ text: refusing(10) }],
  },
  check(facts, { options, report }) {
    const { table } = facts;
    const refusals: number[] = [];
    let all = 0;
    for (let line = 0; line < table.length; line++) {
      if (table.content(line, 'answer') === 0) continue;
      all += 1;
      if ((table.content(line, 'flags') & FLAGS.refusal) !== 0) refusals.push(line);
    }
    const share = refusals.length / Math.max(all, 1);
    const [first, ...others] = refusals;
    if (first === undefined || all < Number(options.minExamples) || share <= Number(options.share)) return;
    report({
      messageId: 'share',
      data: { count: refusals.length, all, percent: Math.round(share * 100) },
      at: placeIn(facts, first, answerAt(facts, first)?.path ?? []),
      related: others.slice(0, 5).map(line => ({ line, message: 'Another refusal' })),
    });
  },
});
