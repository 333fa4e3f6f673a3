import assert from 'node:assert/strict';
import { isWrongModel } from '../../../src/core/evaluate/compare/wrongModel.ts';
import { judgeComparison } from '../../../src/core/evaluate/compare/judgeComparison.ts';
import type { ChatRequest } from '../../../src/core/provider/chat.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { FakeBatches, FakeComparison } from './support/fakeComparison.ts';

const ASK = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Capital of {{ country }}?' },
  ],
};
const FILE = {
  variants: [
    { name: 'base', template: 'ask.prompt.json', model: 'm-base' },
    { name: 'tuned', template: 'ask.prompt.json', model: 'm-tuned', parameters: { temperature: 0 } },
  ],
  cases: [
    { values: { country: 'France' }, reference: 'Paris' },
    { values: { country: 'Italy' }, reference: 'Rome' },
  ],
  graders: [{ type: 'exact_match', name: 'exact' }],
};
const CAPITALS: Record<string, string> = { France: 'Paris', Italy: 'Rome' };

/** The tuned model knows; the base one says Paris. */
function geography({ model, messages }: ChatRequest): string {
  const country = /of (\w+)/.exec(String(messages.at(-1)?.content))?.[1] ?? '';
  return model === 'm-tuned' ? CAPITALS[country]! : 'Paris';
}

const files = (changes: Record<string, unknown> = {}) => ({
  'test.compare.json': { ...FILE, ...changes },
  'ask.prompt.json': ASK,
});
const judged = (fake: FakeComparison, { open, results }: Awaited<ReturnType<FakeComparison['run']>>) =>
  judgeComparison(open, results, fake.host());

describe('runComparison', () => {
  it('asks every variant for every case, and scores the answers', async () => {
    const fake = new FakeComparison(files(), geography);
    const run = await fake.run();
    assert.equal(run.outcome.outcome, 'finished');
    assert.equal(fake.requests.length, 4);
    assert.deepEqual(fake.requests[0]?.messages, [
      ASK.messages[0],
      { role: 'user', content: 'Capital of France?' },
    ]);
    assert.deepEqual(
      fake.requests.map(({ parameters }) => parameters?.temperature),
      [undefined, 0, undefined, 0],
    );
    const { variantScores, variants } = judged(fake, run);
    assert.deepEqual(
      variantScores.map(({ variant, value, cases }) => [variant, value, cases]),
      [
        ['base', 0.5, 2],
        ['tuned', 1, 2],
      ],
    );
    assert.deepEqual(
      variants.map(({ answered }) => answered),
      [['m-base'], ['m-tuned']],
    );
  });

  it('asks nothing twice', async () => {
    const fake = new FakeComparison(files(), geography);
    await fake.run();
    const { outcome } = await fake.run();
    assert.equal(fake.requests.length, 4);
    assert.equal(outcome.answers.resumed, 4);
  });

  it('goes on after a torn line', async () => {
    const fake = new FakeComparison(files(), geography);
    await fake.run();
    fake.journal = `${fake.journal.slice(0, -20)}\n`;
    const { results } = await fake.run();
    assert.equal(fake.requests.length, 5);
    assert.equal(results.unreadable, 1);
    assert.equal(results.cells.size, 4);
  });

  it('asks again when the template has changed', async () => {
    const fake = new FakeComparison(files(), geography);
    await fake.run();
    fake.files['ask.prompt.json'] = JSON.stringify(ASK).replace('brief', 'very brief');
    await fake.run();
    assert.equal(fake.requests.length, 8);
  });

  it('shows an answer of another model as that, and gives it no score', async () => {
    const fake = new FakeComparison(files(), request => ({
      text: geography(request),
      ...(request.model === 'm-tuned' && { model: 'm-other' }),
    }));
    const run = await fake.run();
    const { variants, scores } = judged(fake, run);
    assert.deepEqual(
      variants.map(({ wrongModel }) => wrongModel),
      [0, 2],
    );
    assert.ok(
      scores
        .filter(({ variant }) => variant === 'tuned')
        .every(({ value, failure }) => value === undefined && failure?.includes('m-other')),
    );
  });

  it('keeps what was cut, gives it no score and asks again', async () => {
    let cuts = true;
    const fake = new FakeComparison(files(), request => ({
      text: geography(request),
      cut: cuts && request.model === 'm-tuned',
    }));
    const first = await fake.run();
    assert.equal(judged(fake, first).variants[1]?.cut, 2);
    assert.ok(
      [...first.results.cells.values()].some(({ output, truncated }) => truncated && output === 'Paris'),
    );
    cuts = false;
    const asked = fake.requests.length;
    const again = await fake.run();
    assert.equal(fake.requests.length, asked + 2);
    assert.equal(judged(fake, again).variants[1]?.cut, 0);
  });

  it('tells a case that cannot be sent, and asks the others', async () => {
    const fake = new FakeComparison(files({ cases: [...FILE.cases, { values: {} }] }), geography);
    const { results } = await fake.run();
    const failed = [...results.cells.values()].filter(({ problem }) => problem);
    assert.equal(fake.requests.length, 4);
    assert.equal(failed.length, 2);
    assert.match(failed[0]!.problem!.message, /country/);
  });

  it('keeps failures as they are', async () => {
    const refused = new Problem({ code: 'rejected', message: 'No such model.', remedy: 'Choose another.' });
    const fake = new FakeComparison(files(), request =>
      request.model === 'm-tuned' ? { problem: refused } : geography(request),
    );
    const run = await fake.run();
    assert.deepEqual(
      judged(fake, run).variants.map(({ failed }) => failed),
      [0, 2],
    );
  });

  it('draws the same sample for the same seed', async () => {
    const cases = Array.from({ length: 50 }, (_, index) => ({ values: { country: `C${index}` } }));
    const fake = (seed: number) =>
      new FakeComparison(files({ cases, sample: { size: 5, seed } }), () => '').open();
    const ids = async (seed: number) => (await fake(seed)).cases.map(({ id }) => id);
    assert.deepEqual(await ids(3), await ids(3));
    assert.notDeepEqual(await ids(3), await ids(4));
    assert.equal((await ids(3)).length, 5);
  });

  it('takes rows of a dataset as they are, with their last answer for the wanted one', async () => {
    const row = (question: string, answer: string) => ({
      messages: [
        { role: 'user', content: question },
        { role: 'assistant', content: answer, weight: 1 },
      ],
    });
    const dataset = [row('Capital of France?', 'Paris'), row('Capital of Italy?', 'Rome')]
      .map(one => JSON.stringify(one))
      .join('\n');
    const variants = FILE.variants.map(({ template: _, ...variant }) => variant);
    const fake = new FakeComparison(
      {
        'test.compare.json': { ...FILE, variants, cases: [{ dataset: 'valid.jsonl' }] },
        'valid.jsonl': dataset,
      },
      geography,
    );
    const run = await fake.run();
    assert.deepEqual(fake.requests[0]?.messages, [{ role: 'user', content: 'Capital of France?' }]);
    assert.deepEqual(
      run.open.cases.map(({ reference, from }) => [reference, from.line]),
      [
        ['Paris', 0],
        ['Rome', 1],
      ],
    );
    assert.deepEqual(
      judged(fake, run).variantScores.map(({ value }) => value),
      [0.5, 1],
    );
  });

  it('maps columns of a table to variables', async () => {
    const cases = [{ dataset: 'capitals.csv', map: { country: 'land' }, reference: 'city' }];
    const fake = new FakeComparison(
      { ...files({ cases }), 'capitals.csv': 'land,city\nFrance,Paris\nItaly,Rome\n' },
      geography,
    );
    const { open } = await fake.run();
    assert.deepEqual(
      open.cases.map(({ values, reference }) => [values, reference]),
      [
        [{ country: 'France' }, 'Paris'],
        [{ country: 'Italy' }, 'Rome'],
      ],
    );
  });

  it('asks judges, several of them, and keeps what they say', async () => {
    const judge = {
      messages: [{ role: 'user', content: 'Is {{ answer }} right? It should be {{ reference }}.' }],
    };
    const graders = [
      {
        type: 'judge',
        name: 'judge',
        template: 'judge.prompt.json',
        choices: { yes: 1, no: 0 },
        judges: [{ model: 'j1' }, { model: 'j2' }, { model: 'j3' }],
      },
    ];
    const fake = new FakeComparison({ ...files({ graders }), 'judge.prompt.json': judge }, request => {
      if (!request.model.startsWith('j')) return geography(request);
      // One of the three is contrary.
      const [, answer, wanted] = /Is (\w+) right\? It should be (\w+)/.exec(
        String(request.messages[0]?.content),
      )!;
      return JSON.stringify({
        reason: 'so',
        answer: (answer === wanted) === (request.model !== 'j3') ? 'yes' : 'no',
      });
    });
    const run = await fake.run();
    const { scores, trust } = judged(fake, run);
    // Equal questions about equal answers are asked once.
    assert.equal(fake.requests.length, 4 + 9);
    assert.deepEqual(
      scores.map(({ variant, value, passed }) => [variant, value, passed]),
      [
        ['base', 1, true],
        ['tuned', 1, true],
        ['base', 0, false],
        ['tuned', 1, true],
      ],
    );
    assert.equal(scores[0]?.votes?.length, 3);
    assert.equal(trust[0]?.trusted, false);
    await fake.run();
    assert.equal(fake.requests.length, 13);
  });

  it('asks a pairwise judge in both orders, and takes disagreement for a tie', async () => {
    const pair = { messages: [{ role: 'user', content: 'A: {{ answer_a }} B: {{ answer_b }}' }] };
    const graders = [{ type: 'pairwise', name: 'taste', template: 'pair.prompt.json', model: 'j' }];
    const judge = (says: (a: string, b: string) => string) =>
      new FakeComparison({ ...files({ graders }), 'pair.prompt.json': pair }, request => {
        if (request.model !== 'j') return geography(request);
        const [, a, b] = /A: (\w+) B: (\w+)/.exec(String(request.messages[0]?.content))!;
        return says(a!, b!);
      });
    const honest = judge((a, b) => (a === 'Rome' ? 'A' : b === 'Rome' ? 'B' : 'tie'));
    assert.deepEqual(
      judged(honest, await honest.run()).preferences.map(({ winner, consistent }) => [winner, consistent]),
      [
        ['tie', true],
        ['right', true],
      ],
    );
    const biased = judge(() => 'A');
    assert.deepEqual(
      judged(biased, await biased.run()).preferences.map(({ winner, consistent }) => [winner, consistent]),
      [
        ['tie', false],
        ['tie', false],
      ],
    );
  });

  it('asks OpenAI’s model graders, alone and inside a multi', async () => {
    const score = {
      type: 'score_model',
      name: 's',
      model: 'j',
      range: [0, 10],
      input: [{ role: 'user', content: 'Rate {{sample.output_text}} for {{item.reference}}' }],
    };
    const graders = [
      score,
      {
        type: 'multi',
        name: 'm',
        graders: {
          s: { ...score, name: 'inner' },
          e: {
            type: 'string_check',
            name: 'e',
            input: '{{sample.output_text}}',
            reference: '{{item.reference}}',
            operation: 'eq',
          },
        },
        calculate_output: 's / 10 * 0.5 + e * 0.5',
      },
    ];
    const fake = new FakeComparison(files({ graders }), request =>
      request.model === 'j' ? '{"reasoning": "fine", "score": 8}' : geography(request),
    );
    const { scores } = judged(fake, await fake.run());
    assert.deepEqual(
      scores.filter(({ grader }) => grader === 's').map(({ value }) => value),
      [0.8, 0.8, 0.8, 0.8],
    );
    assert.deepEqual(
      scores.filter(({ grader }) => grader === 'm').map(({ value }) => value),
      [0.9, 0.9, 0.4, 0.9],
    );
  });

  it('ends when it is cancelled, and goes on later', async () => {
    const fake = new FakeComparison(files({ concurrency: 1 }), geography);
    const stop = new AbortController();
    const { outcome } = await fake.run({ onCell: () => stop.abort() }, stop.signal);
    assert.equal(outcome.outcome, 'cancelled');
    assert.ok(fake.results.cells.size < 4);
    await fake.run();
    assert.equal(fake.results.cells.size, 4);
  });
});

describe('isWrongModel', () => {
  const table: [asked: string, answered: string | undefined, isWrong: boolean][] = [
    ['gpt-4o', 'gpt-4o', false],
    ['gpt-4o', 'gpt-4o-2024-08-06', false],
    ['gpt-4o', 'gpt-4o-mini', true],
    ['gpt-4o', 'gpt-4o-mini-2024-07-18', true],
    ['llama3.2', 'llama3.2:latest', false],
    ['llama3.2', 'llama3.1', true],
    ['ft:gpt-4o:me::abc', 'ft:gpt-4o:me::abd', true],
    ['ft:gpt-4o:me::abc', 'gpt-4o-2024-08-06', true],
    ['meta/llama-3', 'llama-3', false],
    ['m', undefined, false],
  ];
  for (const [asked, answered, isWrong] of table) {
    it(`${asked} answered by ${answered}`, () =>
      assert.equal(isWrongModel('openai', asked, answered), isWrong));
  }
});

describe('a comparison by batch', () => {
  const begin = (changes: Record<string, unknown> = {}) => {
    const fake = new FakeComparison(files(changes), geography);
    fake.batches = new FakeBatches(geography);
    return { fake, batches: fake.batches };
  };

  it('sends one batch for each model, waits, and keeps the answers', async () => {
    const { fake, batches } = begin();
    batches.looks = 3;
    const run = await fake.run({}, undefined, 'start');
    assert.equal(run.outcome.outcome, 'finished');
    assert.equal(fake.requests.length, 0, 'Nothing is asked one by one.');
    assert.deepEqual(
      batches.begun.map(requests => requests.map(({ request }) => request.model)),
      [
        ['m-base', 'm-base'],
        ['m-tuned', 'm-tuned'],
      ],
    );
    const { variantScores } = judged(fake, run);
    assert.deepEqual(
      variantScores.map(({ value }) => value),
      [0.5, 1],
    );
    assert.deepEqual(
      [...fake.results.batches.values()].map(({ ended }) => ended),
      [true, true],
    );
  });

  it('is left when the user leaves, and waited for by the next run, which begins nothing anew', async () => {
    const { fake, batches } = begin();
    batches.looks = 1000;
    const abort = new AbortController();
    const clock = { now: () => 0, sleep: async () => abort.abort() };
    const left = await fake.run({ clock }, abort.signal, 'start');
    assert.equal(left.outcome.outcome, 'cancelled');
    assert.equal(fake.results.cells.size, 0);
    // A run without a batch asks for nothing that is on its way.
    await fake.run();
    assert.equal(fake.requests.length, 0);
    batches.looks = 0;
    const run = await fake.run({}, undefined, 'start');
    assert.equal(run.outcome.outcome, 'finished');
    assert.equal(batches.begun.length, 2);
    assert.equal(fake.results.cells.size, 4);
  });

  it('waits on when the server is not there for a while, and not when it says no', async () => {
    for (const [retryable, ends] of [
      [true, 'finished'],
      [false, 'stopped'],
    ] as const) {
      const { fake, batches } = begin();
      const read = batches.read.bind(batches);
      let failures = 3;
      batches.read = async (...asked) => {
        if (failures-- <= 0) return read(...asked);
        throw new Problem({ code: 'unreachable', message: 'Gone.', remedy: 'Wait.', retryable });
      };
      const { outcome } = await fake.run({}, undefined, 'start');
      assert.equal(outcome.outcome, ends);
      assert.equal(fake.results.cells.size, retryable ? 4 : 0);
    }
  });

  it('asks those one by one that offer no batches, and sends equal requests once', async () => {
    const { fake, batches } = begin({ variants: [...FILE.variants, { ...FILE.variants[0], name: 'again' }] });
    await fake.run({}, undefined, 'start');
    assert.deepEqual(
      batches.begun.map(requests => requests.length),
      [2, 2],
    );
    assert.equal(fake.results.cells.size, 6);
    const alone = new FakeComparison(files(), geography);
    await alone.run({}, undefined, 'start');
    assert.equal(alone.requests.length, 4);
  });

  it('begins nothing that may not be spent', async () => {
    const { fake, batches } = begin();
    const problem = { code: 'rejected' as const, message: 'No.', remedy: 'No.', retryable: false };
    const { outcome } = await fake.run({ refuses: () => problem }, undefined, 'start');
    assert.deepEqual([outcome.outcome, batches.begun.length], ['capped', 0]);
  });
});
