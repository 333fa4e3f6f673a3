import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reviews } from '../../core/sandbox/support/datasets.ts';
import { runCli } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { trainInSandbox } from '../../support/trainInSandbox.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const TEMPLATE = {
  messages: [
    { role: 'system', content: 'Is the review positive or negative?' },
    { role: 'user', content: '{{ review }}' },
  ],
};

const row = ({ question, answer }: { question: string; answer: string }) =>
  JSON.stringify({
    messages: [
      TEMPLATE.messages[0],
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  });

describe('tunewright compare', function () {
  this.timeout(120_000);
  let home: string;
  let tuned: string;
  const training = reviews(80, 1);
  const held = reviews(40, 2);

  before(async function () {
    if (!existsSync(fromRoot('dist/renderWorker.cjs'))) this.skip();
    home = await mkdtemp(path.join(tmpdir(), 'tunewright-home-'));
    tuned = await trainInSandbox(home, training.map(row), 'reviews');
  });
  after(async () => {
    if (home) await rm(home, { recursive: true, force: true });
  });

  const files = (changes: Record<string, unknown> = {}) => ({
    'tunewright.jsonc': '{}',
    'judge.prompt.json': JSON.stringify(TEMPLATE),
    'train.jsonl': training.map(row).join('\n'),
    'held.csv': ['review,sentiment', ...held.map(({ question, answer }) => `"${question}",${answer}`)].join(
      '\n',
    ),
    'reviews.compare.json': JSON.stringify({
      variants: [
        { name: 'base', template: 'judge.prompt.json', connection: 'sandbox', model: 'sandbox-base' },
        {
          name: 'tuned',
          template: 'judge.prompt.json',
          connection: 'sandbox',
          model: tuned,
          trainingFile: 'train.jsonl',
        },
      ],
      cases: [{ dataset: 'held.csv', map: { review: 'review' }, reference: 'sentiment' }],
      graders: [{ type: 'label', name: 'accuracy', labels: ['positive', 'negative'] }, { type: 'latency' }],
      ...changes,
    }),
  });
  const run = (cwd: string, ...args: string[]) =>
    runCli(['compare', 'reviews.compare.json', ...args], { cwd, home });

  it('finds that the tuned model beats the base, and asks nothing twice', async () => {
    await withFolder(files(), async cwd => {
      const first = await run(cwd, '--output', 'json', '--cutoff', 'tuned:accuracy>=0.8');
      assert.equal(first.code, 0, first.stderr);
      const report = JSON.parse(first.stdout);
      const verdict = report.verdicts.find(({ grader }: { grader: string }) => grader === 'accuracy');
      assert.equal(verdict.conclusion, 'right');
      assert.equal(verdict.test, 'mcnemar');
      assert.ok(verdict.difference.value > 0.3, JSON.stringify(verdict.difference));
      assert.deepEqual(
        report.variants.map(({ answered }: { answered: string[] }) => answered),
        [['sandbox-base'], [tuned]],
      );
      const again = await run(cwd, '--resume', '--cutoff', 'accuracy>=99%');
      assert.equal(again.code, 1);
      assert.match(again.stderr, /80 answers are there already/);
      assert.match(again.stdout, /tuned does better than base by accuracy/);
    });
  });

  it('writes JUnit, Markdown and a page that holds no code', async () => {
    await withFolder(files({ sample: { size: 6 } }), async cwd => {
      assert.equal((await run(cwd, '--output', 'junit', '-o', 'out.xml')).code, 0);
      const junit = await readFile(path.join(cwd, 'out.xml'), 'utf8');
      assert.equal(junit.match(/<testcase /g)?.length, 12);
      assert.match(junit, /<testsuite name="tuned" tests="6"/);
      const { stdout } = await run(cwd, '--offline', '--output', 'markdown');
      assert.match(stdout, /\| tuned \|/);
      const html = (await run(cwd, '--offline', '--output', 'html')).stdout;
      assert.match(html, /default-src 'none'/);
      assert.doesNotMatch(html, /<script/i);
    });
  });

  it('says what it would ask for, and asks nothing', async () => {
    await withFolder(files(), async cwd => {
      const { code, stderr, stdout } = await run(cwd, '--estimate');
      assert.deepEqual([code, stdout], [0, '']);
      assert.match(stderr, /base: 40 requests to sandbox-base/);
      assert.equal(existsSync(path.join(cwd, '.tunewright')), false);
    });
  });

  it('runs as a batch, with the same answers', async () => {
    await withFolder(files({ sample: { size: 8 } }), async cwd => {
      const { code, stdout, stderr } = await run(cwd, '--batch', '--output', 'json');
      assert.equal(code, 0, stderr);
      const report = JSON.parse(stdout);
      assert.deepEqual(
        report.variants.map(({ answers }: { answers: number }) => answers),
        [8, 8],
      );
      const kept = await readFile(path.join(cwd, '.tunewright/results/reviews.compare.jsonl'), 'utf8');
      const batches = kept.split('\n').filter(line => line.includes('"type":"batch"'));
      assert.equal(batches.length, 4, 'Two models, begun and ended.');
    });
  });

  it('prints graders as OpenAI takes them, and says which it has none like', async () => {
    const judge = { type: 'judge', template: 'judge.prompt.json', model: 'm' };
    const graders = [
      { type: 'similarity', name: 'near', metric: 'bleu' },
      { type: 'latency' },
      { ...judge, name: 'kind' },
      { ...judge, name: 'twice', judges: [{ model: 'm' }, { model: 'o' }] },
    ];
    await withFolder(files({ graders }), async cwd => {
      const prompt = { messages: [{ role: 'user', content: 'Is it kind? {{ answer }}' }] };
      await writeFile(path.join(cwd, 'judge.prompt.json'), JSON.stringify(prompt));
      const { code, stdout, stderr } = await run(cwd, '--export-graders');
      assert.deepEqual(
        [code, JSON.parse(stdout).map((one: { type: string; name: string }) => [one.type, one.name])],
        [
          1,
          [
            ['text_similarity', 'near'],
            ['score_model', 'kind'],
          ],
        ],
      );
      assert.match(stderr, /twice: .*one judge/);
      assert.match(stderr, /latency: OpenAI has no grader/);
    });
  });

  it('leaves cases of the training file out of cutoffs', async () => {
    const [known] = training;
    const cases = [
      { values: { review: known!.question }, reference: known!.answer },
      { values: { review: held[0]!.question }, reference: held[0]!.answer },
    ];
    await withFolder(files({ cases }), async cwd => {
      const report = JSON.parse((await run(cwd, '--output', 'json')).stdout);
      assert.equal(report.seenCases, 1);
      const unseen = report.scores.filter(
        ({ scope, grader }: { scope: string; grader: string }) => scope === 'unseen' && grader === 'accuracy',
      );
      assert.deepEqual(
        unseen.map((score: { cases: number }) => score.cases),
        [1, 1],
      );
    });
  });

  const wrong: [what: string, args: string[], says: RegExp][] = [
    ['a cutoff that is none', ['--cutoff', 'accuracy'], /no cutoff/],
    ['a cutoff for a grader that is not there', ['--cutoff', 'acuracy>=1'], /"accuracy"/],
    ['a price that is none', ['--max-cost', 'much'], /--max-cost/],
    ['nothing to go on from', ['--resume'], /--resume/],
  ];
  for (const [what, args, says] of wrong) {
    it(`refuses ${what} before anything is asked`, async () => {
      await withFolder(files(), async cwd => {
        const { code, stderr } = await run(cwd, ...args);
        assert.equal(code, 2);
        assert.match(stderr, says);
        assert.equal(existsSync(path.join(cwd, '.tunewright')), false);
      });
    });
  }

  it('names the place of what is wrong in the file', async () => {
    await withFolder(
      { ...files(), 'reviews.compare.json': '{\n  "variants": [],\n  "cases": []\n}' },
      async cwd => {
        const { code, stderr } = await run(cwd);
        assert.equal(code, 2);
        assert.match(stderr, /reviews\.compare\.json:2/);
      },
    );
  });
});
