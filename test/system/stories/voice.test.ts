import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ComparisonReport } from '../../../src/core/evaluate/report/comparisonReport.ts';
import { runCli } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { withFolder } from '../../support/temporaryFolder.ts';
import { trainInSandbox } from '../../support/trainInSandbox.ts';

const linesOf = async (file: string) => (await readFile(file, 'utf8')).trim().split('\n');

describe('stories of style', function () {
  this.timeout(300_000);
  let home: string;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tunewright-home-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  /** S3: a script becomes pairs, and the tuned model speaks like the character where the base does not. */
  it('finds the voice of a character in the tuned model, and not in the base', () =>
    withFolder({ 'tunewright.jsonc': '{}' }, async cwd => {
      await cp(fromRoot('samples', 'voice'), cwd, { recursive: true });
      const run = (...args: string[]) => runCli(args, { cwd, home });
      await run('build', 'night-watch.txt', '--character', 'Captain Brine', '--out', 'voice.jsonl');
      const rows = await linesOf(path.join(cwd, 'voice.jsonl'));
      const tuned = await trainInSandbox(home, rows, 'brine');
      await writeFile(
        path.join(cwd, 'voice.compare.json'),
        JSON.stringify({
          variants: [
            { name: 'base', connection: 'sandbox', model: 'sandbox-base', parameters: { temperature: 0 } },
            {
              ...{ name: 'brine', connection: 'sandbox', model: tuned, parameters: { temperature: 0 } },
              trainingFile: 'voice.jsonl',
            },
          ],
          cases: [{ dataset: 'voice.jsonl' }],
          graders: [{ type: 'similarity', name: 'voice', metric: 'rouge_l' }],
        }),
      );
      const { stdout, stderr, code } = await run('compare', 'voice.compare.json', '--output', 'json');
      assert.equal(code, 0, stderr);
      const { scores, seenCases, insights } = JSON.parse(stdout) as ComparisonReport;
      const [base, brine] = scores.filter(({ scope }) => scope === 'all').map(({ value }) => value);
      assert.ok(brine! > base!, `${base} ${brine}`);
      assert.equal(seenCases, rows.length, 'What it was trained on is told.');
      assert.deepEqual(insights.drift, []);
    }));

  /** S4: what the judge likes is learnt, and the judge likes the second round better. */
  it('pleases the judge better after each round', () =>
    withFolder({ 'tunewright.jsonc': '{}' }, async cwd => {
      await cp(fromRoot('samples', 'judge'), cwd, { recursive: true });
      const run = (...args: string[]) => runCli(args, { cwd, home });
      const first = await run('compare', 'signs.compare.json', '--output', 'json');
      assert.equal(first.code, 0, first.stderr);
      const before = (JSON.parse(first.stdout) as ComparisonReport).scores.find(
        ({ variant, grader }) => variant === 'strict' && grader === 'pleases',
      )!.value;
      const options = ['--comparison', 'signs.compare.json', '--grader', 'pleases'];
      const made = await run('feedback', '--to', 'sft', '-o', 'round1.jsonl', ...options);
      assert.equal(made.code, 0, made.stderr);
      const rows = await linesOf(path.join(cwd, 'round1.jsonl'));
      const tuned = await trainInSandbox(home, rows, 'signs');
      const text = await readFile(path.join(cwd, 'signs.compare.json'), 'utf8');
      const variant = {
        ...{ name: 'round 1', template: 'strict-writer.prompt.json', connection: 'sandbox', model: tuned },
        ...{ round: 1, trainingFile: 'round1.jsonl' },
      };
      await writeFile(
        path.join(cwd, 'signs.compare.json'),
        text.replace('"variants": [', `"variants": [${JSON.stringify(variant)},`),
      );
      const second = await run('compare', 'signs.compare.json', '--output', 'json');
      const after = (JSON.parse(second.stdout) as ComparisonReport).scores.find(
        one => one.variant === 'round 1' && one.grader === 'pleases',
      )!.value;
      assert.ok(after > before, `${before} ${after}`);
    }));
});
