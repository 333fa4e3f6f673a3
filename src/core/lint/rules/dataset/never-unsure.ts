import { ANSWERED } from '../../../formats/families.ts';
import { FLAGS } from '../../contentFacts.ts';
import { answerLine, lines } from '../../exampleLine.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

const questions = (answer: (index: number) => string) =>
  lines(20, index => answerLine(`When does boat ${index} leave?`, answer(index)));

export const neverUnsure = datasetRule({
  id: 'dataset/never-unsure',
  needs: 'dataset',
  formats: ANSWERED,
  summary: 'Where questions are answered, some answer says that it does not know.',
  why: 'A model that has seen an answer to every question makes one up for the questions that the data does not answer. A few examples of such questions, answered with “I don’t know”, teach it to say so.',
  severity: { default: 'info' },
  messages: { never: 'All {count} questions are answered: no example says “I don’t know”.' },
  options: {
    minExamples: {
      type: 'number',
      default: 20,
      minimum: 1,
      description: 'Fewer questions have nothing to say about it.',
    },
    share: {
      type: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      description: 'The share of questions from which a dataset is one of questions and answers.',
    },
  },
  examples: {
    bad: [{ text: questions(index => `At ${index}.`) }],
    good: [
      { text: questions(index => (index === 7 ? 'I don’t know when that one leaves.' : `At ${index}.`)) },
      { text: lines(20, index => answerLine(`Translate boat ${index}.`, `Bateau ${index}.`)) },
    ],
  },
  check(facts, { options, report }) {
    const { table } = facts;
    let [all, asking] = [0, 0];
    let first: number | undefined;
    for (let line = 0; line < table.length; line++) {
      if (table.content(line, 'answer') === 0) continue;
      const flags = table.content(line, 'flags');
      if ((flags & (FLAGS.refusal | FLAGS.unknown)) !== 0) return;
      all += 1;
      if ((flags & FLAGS.asks) === 0) continue;
      asking += 1;
      first ??= line;
    }
    if (first === undefined || asking < Number(options.minExamples) || asking < all * Number(options.share))
      return;
    report({ messageId: 'never', data: { count: asking }, at: placeIn(facts, first, []) });
  },
});
