import assert from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ComparisonReport } from '../../../src/core/evaluate/report/comparisonReport.ts';
import { runCli } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

/** S2: three models of one reader's taste, and the base, over titles that none of them has seen. */
describe('a taste, distilled three times', function () {
  this.timeout(300_000);

  it('is compared with the base in one grid, and with a vote of all', () =>
    withFolder({}, async cwd => {
      await cp(fromRoot('samples', 'taste'), cwd, { recursive: true });
      await writeFile(path.join(cwd, 'tunewright.jsonc'), '{}');
      const run = (...args: string[]) => runCli(args, { cwd });
      const train = async (name: string) => {
        const { code, stdout, stderr } = await run('tune', 'launch', `${name}.tune.json`, '--yes');
        assert.equal(code, 0, stderr);
        return stdout.trim();
      };
      const alone = { template: 'reader.prompt.json', connection: 'sandbox' };
      const variants = [
        { name: 'base', ...alone, model: 'sandbox-base' },
        { name: 'binary', ...alone, model: await train('binary'), trainingFile: 'binary-train.jsonl' },
        { name: 'dpo', ...alone, model: await train('preferences'), trainingFile: 'preferences.jsonl' },
        {
          ...{ name: 'pairwise', ...alone, template: 'reader-pair.prompt.json' },
          ...{ model: await train('pairwise'), trainingFile: 'pairwise-train.jsonl' },
        },
      ];
      const comparison = (changes: object[] = variants) =>
        JSON.stringify({
          variants: changes,
          cases: [{ dataset: 'held-out.csv', reference: 'is_favorite' }],
          graders: [
            {
              ...{ type: 'label', name: 'accuracy', labels: ['true', 'false'] },
              synonyms: { A: 'true', B: 'false' },
            },
            { type: 'latency' },
          ],
        });
      await writeFile(path.join(cwd, 'taste.compare.json'), comparison());
      const { code, stdout, stderr } = await run('compare', 'taste.compare.json', '--output', 'json');
      assert.equal(code, 0, stderr);
      const report = JSON.parse(stdout) as ComparisonReport;
      const rate = (name: string) =>
        report.scores.find(one => one.grader === 'accuracy' && one.variant === name)!.value;
      assert.ok(rate('binary') > rate('base') && rate('dpo') > rate('base'), stdout);
      const verdict = (left: string, right: string) =>
        report.verdicts.find(one => one.grader === 'accuracy' && one.left === left && one.right === right)
          ?.conclusion;
      assert.deepEqual([verdict('base', 'binary'), verdict('base', 'dpo')], ['right', 'right']);
      assert.ok(
        report.variants.every(({ medianMs, usd }) => medianMs !== undefined && usd === 0),
        'Each has its latency and its price.',
      );
      const { vote, agreement, drift } = report.insights;
      assert.equal(agreement.length, 6);
      assert.equal(agreement.find(one => one.left === 'binary' && one.right === 'dpo')?.kappa, 1);
      assert.deepEqual([vote?.cases, vote?.voters.length], [20, 4]);
      assert.ok(vote!.value > rate('base'));
      assert.deepEqual(drift, [], 'They are asked as they were trained.');

      // A template that forgets what training said is told.
      const careless = variants.map(one => ({ ...one, template: 'favourite.prompt.json' }));
      await writeFile(path.join(cwd, 'taste.compare.json'), comparison(careless));
      const warned = await run('compare', 'taste.compare.json', '--offline', '--output', 'markdown');
      assert.match(warned.stdout, /binary was trained with another system message/);
      assert.doesNotMatch(warned.stdout, /base was trained/);

      // Pairs are asked as they are, with the system message that they have.
      const pairs = JSON.stringify({
        variants: ['base', 'pairwise'].map(name => ({
          ...{ name, connection: 'sandbox' },
          ...{ model: variants.find(one => one.name === name)!.model, trainingFile: 'pairwise-train.jsonl' },
          // Without it the base draws its answers, and may be lucky.
          parameters: { temperature: 0 },
        })),
        cases: [{ dataset: 'pairwise-valid.jsonl' }],
        graders: [{ type: 'label', name: 'accuracy', labels: ['A', 'B'] }],
      });
      await writeFile(path.join(cwd, 'pairs.compare.json'), pairs);
      const paired = JSON.parse((await run('compare', 'pairs.compare.json', '--output', 'json')).stdout);
      const [before, after] = (paired as ComparisonReport).scores.map(({ value }) => value);
      assert.ok(after! > before!, `${before} ${after}`);
      assert.deepEqual((paired as ComparisonReport).insights.drift, []);
    }));
});
