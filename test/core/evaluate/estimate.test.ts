import assert from 'node:assert/strict';
import { planCells } from '../../../src/core/evaluate/compare/cellPlan.ts';
import {
  type ComparisonEstimate,
  estimateComparison,
} from '../../../src/core/evaluate/compare/estimateComparison.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { askedText, estimateRows } from '../../../src/core/view/compare/estimateRows.ts';
import { FakeComparison } from './support/fakeComparison.ts';

const PRICES = { 'm-*': { input: 1, output: 2 }, j: { input: 10, output: 20 } };
const ASK = { messages: [{ role: 'user', content: 'Capital of {{ country }}?' }], max_tokens: 100 };
const JUDGE = {
  messages: [{ role: 'user', content: 'Is {{ answer }} right? Say yes or no.' }],
  max_tokens: 10,
};
const PAIRS = { messages: [{ role: 'user', content: '{{ answer_a }} or {{ answer_b }}?' }] };
const COUNTRIES = ['France', 'Italy', 'Spain'];

const judge = (more: object = {}) => ({
  ...{ type: 'judge', name: 'right', template: 'judge.prompt.json', model: 'j' },
  ...{ choices: { yes: 1, no: 0 }, ...more },
});

function comparisonOf(graders: object[], more: object = {}): FakeComparison {
  const file = {
    variants: ['m-base', 'm-tuned'].map(model => ({ name: model, template: 'ask.prompt.json', model })),
    cases: COUNTRIES.map(country => ({ values: { country } })),
    graders,
    ...more,
  };
  const files = { 'test.compare.json': file, 'ask.prompt.json': ASK };
  const templates = { 'judge.prompt.json': JUDGE, 'pairs.prompt.json': PAIRS };
  return new FakeComparison({ ...files, ...templates }, ({ model }) => (model === 'j' ? 'yes' : 'Paris'));
}

async function estimateOf(fake: FakeComparison): Promise<ComparisonEstimate> {
  const open = await fake.open();
  const plan = await planCells(open, fake.host(), new AbortController().signal);
  return estimateComparison(open, plan, fake.results, fake.host(), new AbortController().signal);
}

const judgesOf = ({ judges }: ComparisonEstimate) =>
  judges.map(({ grader, model, estimate }) => [grader, model, estimate.requests]);

describe('what a comparison is going to cost', () => {
  it('is said for answers and judges, by the prices that the user states', async () => {
    const fake = comparisonOf([judge()]);
    fake.prices = PRICES;
    const { variants, judges, usd, unpriced } = await estimateOf(fake);
    assert.deepEqual(
      variants.map(({ estimate }) => estimate.requests),
      [3, 3],
    );
    assert.equal(judges[0]?.estimate.requests, 6);
    assert.deepEqual(unpriced, []);
    const sum = (field: 'low' | 'likely' | 'most') =>
      [...variants, ...judges].reduce((all, { estimate }) => all + estimate.price![field]!, 0);
    assert.deepEqual([usd?.low, usd?.likely, usd?.most], [sum('low'), sum('likely'), sum('most')]);
    assert.ok(usd!.low < usd!.likely && usd!.likely <= usd!.most!);
  });

  it('names the models whose price nobody knows', async () => {
    const fake = comparisonOf([judge()]);
    fake.prices = { 'm-base': PRICES['m-*'] };
    const estimate = await estimateOf(fake);
    assert.deepEqual([estimate.unpriced, estimate.usd], [['m-tuned', 'j'], undefined]);
    const { rows, sums } = estimateRows(estimate);
    assert.match(rows[1]!.price, /^unknown: no price is known for m-tuned$/);
    assert.match(sums[0]!, /m-tuned, j/);
  });

  it('is for what is left of the judges when every answer is there', async () => {
    const fake = comparisonOf([]);
    await fake.run();
    fake.files['test.compare.json'] = fake.files['test.compare.json']!.replace(
      '"graders":[]',
      `"graders":[${JSON.stringify(judge())}]`,
    );
    const estimate = await estimateOf(fake);
    assert.deepEqual(judgesOf(estimate), [['right', 'j', 6]]);
    assert.equal(askedText(estimate), '6 questions to judges to ask for.');
    await fake.run();
    assert.equal(
      fake.requests.filter(({ model }) => model === 'j').length,
      1,
      'equal questions share an answer',
    );
    const done = await estimateOf(fake);
    assert.deepEqual([done.judges, askedText(done)], [[], undefined]);
  });

  it('is for all of a judge again whose template was changed, and for those that failed', async () => {
    const failing = comparisonOf([judge()]);
    let isDown = true;
    const { answer } = failing;
    const refused = new Problem({ code: 'rejected', message: 'No.', remedy: 'Try again.' });
    const fake = new FakeComparison(failing.files, request =>
      isDown && request.model === 'j' ? { problem: refused } : answer(request),
    );
    await fake.run();
    assert.deepEqual(judgesOf(await estimateOf(fake)), [['right', 'j', 6]]);
    isDown = false;
    await fake.run();
    assert.deepEqual(judgesOf(await estimateOf(fake)), []);
    fake.files['judge.prompt.json'] = JSON.stringify({
      messages: [{ role: 'user', content: 'Right? {{ answer }}' }],
    });
    assert.deepEqual(judgesOf(await estimateOf(fake)), [['right', 'j', 6]]);
  });

  it('is for nothing that shares what was said earlier of an equal answer', async () => {
    const fake = comparisonOf([judge()], {
      variants: [{ name: 'm-base', template: 'ask.prompt.json', model: 'm-base' }],
    });
    let now = 1;
    Object.assign(fake, { clock: { now: () => now++, sleep: async () => {} } });
    await fake.run();
    const both = ['m-base', 'm-tuned'].map(model => ({ name: model, template: 'ask.prompt.json', model }));
    const file = JSON.parse(fake.files['test.compare.json']!);
    fake.files['test.compare.json'] = JSON.stringify({ ...file, variants: both });
    await fake.run();
    assert.deepEqual(judgesOf(await estimateOf(fake)), []);
  });

  it('counts both orders of every pair, and every judge', async () => {
    const pairwise = { type: 'pairwise', name: 'better', template: 'pairs.prompt.json' };
    const judges = [{ model: 'j' }, { model: 'k' }];
    assert.deepEqual(judgesOf(await estimateOf(comparisonOf([{ ...pairwise, judges }]))), [
      ['better', 'j', 6],
      ['better', 'k', 6],
    ]);
  });

  it('is reckoned from a sample when there are many cases', async () => {
    const cases = Array.from({ length: 1000 }, (_, index) => ({ values: { country: `Land ${index}` } }));
    const fake = comparisonOf([judge()], { cases });
    let rendered = 0;
    const host = fake.host();
    const open = await fake.open();
    const plan = await planCells(open, host, new AbortController().signal);
    const counting: typeof host.renderPrompt = (job, signal) => {
      rendered += 1;
      return host.renderPrompt(job, signal);
    };
    const { judges } = await estimateComparison(
      open,
      plan,
      fake.results,
      { ...host, renderPrompt: counting },
      new AbortController().signal,
    );
    assert.equal(judges[0]?.estimate.requests, 2000);
    assert.ok(rendered > 0 && rendered <= 200, `${rendered}`);
  });

  it('is told against the cap of the comparison and of the month', async () => {
    const fake = comparisonOf([judge()], { maxCost: 0.001 });
    fake.prices = PRICES;
    const { sums, isOver } = estimateRows(await estimateOf(fake), {
      month: { verdict: 'within', committed: 3, cap: 5, left: 2 },
    });
    assert.equal(isOver, true);
    assert.match(sums.join(' '), /\$0\.001 in all.*\$5, \$2 is left/);
  });

  it('tells no variant while names are hidden', async () => {
    const fake = comparisonOf([judge()]);
    fake.prices = PRICES;
    const { rows } = estimateRows(await estimateOf(fake), { hidden: true });
    assert.deepEqual(
      rows.map(({ what, requests }) => [what, requests]),
      [
        ['answers', 6],
        ['judge right', 6],
      ],
    );
    assert.ok(!JSON.stringify(rows).includes('m-'));
  });
});
