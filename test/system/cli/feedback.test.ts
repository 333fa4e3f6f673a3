import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readResults } from '../../../src/core/evaluate/results/readResults.ts';
import { FeedbackFile } from '../../../src/node/compare/feedbackFile.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { reviews } from '../../core/sandbox/support/datasets.ts';
import { runCli } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { withFolder } from '../../support/temporaryFolder.ts';
import { trainInSandbox } from '../../support/trainInSandbox.ts';

const ASK = { messages: [{ role: 'user', content: 'Positive or negative? {{ review }}' }] };

describe('tunewright feedback', function () {
  this.timeout(180_000);

  it('makes a second round that beats the first', async function () {
    if (!existsSync(fromRoot('dist/renderWorker.cjs'))) this.skip();
    const home = await mkdtemp(path.join(tmpdir(), 'tunewright-home-'));
    const [seed, topics, held] = [reviews(12, 1), reviews(60, 2), reviews(50, 3)];
    const row = ({ question, answer }: (typeof seed)[number]) =>
      JSON.stringify({
        messages: [
          { role: 'user', content: `Positive or negative? ${question}` },
          { role: 'assistant', content: answer },
        ],
      });
    const table = (rows: typeof seed) =>
      ['review,label', ...rows.map(({ question, answer }) => `"${question}",${answer}`)].join('\n');
    const comparison = (variants: object[], dataset: string) =>
      JSON.stringify({
        variants: variants.map(variant => ({
          template: 'ask.prompt.json',
          connection: 'sandbox',
          ...variant,
        })),
        cases: [{ dataset, map: { review: 'review' }, reference: 'label' }],
        graders: [{ type: 'label', name: 'accuracy', labels: ['positive', 'negative'] }],
      });
    const tree = {
      'tunewright.jsonc': '{}',
      'ask.prompt.json': JSON.stringify(ASK),
      'train1.jsonl': seed.map(row).join('\n'),
      'topics.csv': table(topics),
      'held.csv': table(held),
    };
    try {
      await withFolder(tree, async cwd => {
        const run = (...args: string[]) => runCli(args, { cwd, home });
        const first = await trainInSandbox(home, seed.map(row), 'round1');
        await writeFile(
          path.join(cwd, 'topics.compare.json'),
          comparison([{ name: 'round 1', model: first }], 'topics.csv'),
        );
        assert.equal((await run('compare', 'topics.compare.json')).code, 0);
        // The person likes what is right, and writes what should have been said where it is not.
        const results = readResults(
          await readFile(path.join(cwd, '.tunewright/results/topics.compare.jsonl'), 'utf8'),
        );
        const file = new FeedbackFile(cwd, systemClock);
        const told = await runCli(['compare', 'topics.compare.json', '--offline', '--output', 'json'], {
          cwd,
          home,
        });
        const scores: { case: string; passed: boolean; expected: string }[] = JSON.parse(told.stdout).details
          .scores;
        const cases = new Map(scores.map(score => [score.case, score]));
        const valuesOf = await casesOf(cwd);
        for (const cell of results.cells.values()) {
          const { passed, expected } = cases.get(cell.case)!;
          const answer = { variant: cell.variant, output: cell.output, template: 'ask.prompt.json' };
          const about = {
            case: cell.case,
            values: valuesOf.get(cell.case)!,
            source: 'topics.compare.json',
            answer,
          };
          if (passed) await file.add({ ...about, kind: 'thumb', thumb: 'up' });
          else await file.add({ ...about, kind: 'ideal', ideal: expected });
        }
        const made = await run(
          'feedback',
          '--to',
          'sft',
          '-o',
          'feedback.jsonl',
          '--training',
          'train1.jsonl',
          '--held-out',
          'held.csv',
        );
        assert.equal(made.code, 0, made.stderr);
        const rows = (await readFile(path.join(cwd, 'feedback.jsonl'), 'utf8')).trim().split('\n');
        assert.equal(rows.length, 60);
        assert.equal(
          (await readFile(path.join(cwd, 'feedback.origins.jsonl'), 'utf8')).trim().split('\n').length,
          60,
        );
        assert.equal((await run('lint', 'feedback.jsonl')).stdout.includes('error'), false);
        const second = await trainInSandbox(home, [...seed.map(row), ...rows], 'round2');
        const rounds = [
          { name: 'base', model: 'sandbox-base', round: 0 },
          { name: 'round 1', model: first, round: 1 },
          { name: 'round 2', model: second, round: 2 },
        ];
        await writeFile(path.join(cwd, 'held.compare.json'), comparison(rounds, 'held.csv'));
        const report = JSON.parse((await run('compare', 'held.compare.json', '--output', 'json')).stdout);
        const [base, one, two] = report.scores.map(({ value }: { value: number }) => value);
        assert.ok(two > one && one >= base, `${base} ${one} ${two}`);
        const verdict = report.verdicts.find(
          ({ left, right }: { left: string; right: string }) => left === 'base' && right === 'round 2',
        );
        assert.equal(verdict.conclusion, 'right');
      });
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });

  it('says when there is nothing to make rows of', async () => {
    await withFolder({}, async cwd => {
      assert.equal((await runCli(['feedback', '--to', 'sft', '-o', 'x.jsonl'], { cwd })).code, 1);
      assert.equal((await runCli(['feedback'], { cwd })).code, 2);
    });
  });
});

/** The values of the cases by their ids, read as the command reads them. */
async function casesOf(cwd: string): Promise<Map<string, Record<string, unknown>>> {
  const { loadCases } = await import('../../../src/core/evaluate/compare/loadCases.ts');
  const { parseCompareFile } = await import('../../../src/core/evaluate/compareFile/parseCompareFile.ts');
  const text = await readFile(path.join(cwd, 'topics.compare.json'), 'utf8');
  const { file } = parseCompareFile(text, 'topics.compare.json');
  const { cases } = await loadCases(file!, 'topics.compare.json', one =>
    readFile(path.join(cwd, one), 'utf8'),
  );
  return new Map(cases.map(({ id, values }) => [id, { ...values }]));
}
