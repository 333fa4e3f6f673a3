import assert from 'node:assert/strict';
import { judgeComparison } from '../../../src/core/evaluate/compare/judgeComparison.ts';
import type { Feedback } from '../../../src/core/evaluate/feedback/feedback.ts';
import { YOUR_THUMBS } from '../../../src/core/evaluate/feedback/feedbackScores.ts';
import { factsInWords, trustInWords } from '../../../src/core/view/compare/judgedWords.ts';
import { FakeComparison } from './support/fakeComparison.ts';

const grader = {
  ...{ type: 'score_model', name: 'judge', model: 'm-judge', pass_threshold: 0.5 },
  input: [
    { type: 'message', role: 'system', content: 'Judge.' },
    {
      type: 'message',
      role: 'user',
      content: { type: 'input_text', text: 'Is it {{item.reference}}? {{sample.output_text}}' },
    },
  ],
};
const fakeOf = (cases: object[]) =>
  new FakeComparison(
    {
      'test.compare.json': {
        variants: [
          { name: 'base', template: 'ask.prompt.json', model: 'm-base' },
          { name: 'tuned', template: 'ask.prompt.json', model: 'm-tuned' },
        ],
        cases,
        graders: [grader],
      },
      'ask.prompt.json': { messages: [{ role: 'user', content: '{{ q }}' }] },
    },
    ({ model }) => (model === 'm-judge' ? '{"reasoning": "so", "score": 1}' : model),
  );
const CASES = Array.from({ length: 12 }, (_, index) => ({ values: { q: `q${index}` }, reference: 'x' }));

describe('judgeComparison', () => {
  it('asks a judge with contents in parts, and doubts what it says of every variant', async () => {
    const fake = fakeOf(CASES);
    const { open, results } = await fake.run();
    const asked = fake.requests.filter(({ model }) => model === 'm-judge');
    assert.deepEqual(asked[0]?.messages, [
      { role: 'system', content: 'Judge.' },
      { role: 'user', content: 'Is it x? m-base' },
    ]);
    const facts = factsInWords(judgeComparison(open, results, fake.host()));
    assert.deepEqual(
      facts.map(({ cells }) => cells.filter(({ doubtful }) => doubtful).map(({ label }) => label)),
      [['judge'], ['judge']],
    );
  });

  it('says why a judge cannot be asked of a case', async () => {
    const fake = fakeOf([{ values: { q: 'q' } }]);
    const { open, results } = await fake.run();
    const { scores } = judgeComparison(open, results, fake.host());
    assert.equal(fake.requests.length, 2);
    assert.ok(scores.length === 2 && scores.every(({ failure }) => failure !== undefined));
  });

  it('counts judgements of the answers that stand there, not of earlier ones', async () => {
    const fake = fakeOf(CASES);
    const { open, results } = await fake.run();
    const feedback = open.cases.map(({ id, values }, index): Feedback => {
      const output = index < 10 ? 'm-tuned' : 'an answer of last week';
      const answer = { variant: 'tuned', output };
      return { ...{ id: `${index}`, at: 0, kind: 'thumb', case: id, values, answer }, thumb: 'up' };
    });
    const { variantScores, trust } = judgeComparison(open, results, fake.host(), { feedback });
    assert.equal(variantScores.find(({ grader: name }) => name === YOUR_THUMBS)?.cases, 10);
    assert.equal(trust[0]?.pairs, 10);
    // All alike: there is nothing to agree on.
    assert.equal(trust[0].trusted, false);
    assert.doesNotMatch(trustInWords(trust[0]), /undefined/);
  });
});
