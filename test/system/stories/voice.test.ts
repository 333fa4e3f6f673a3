import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCases } from '../../../src/core/evaluate/compare/loadCases.ts';
import type { ComparisonReport } from '../../../src/core/evaluate/report/comparisonReport.ts';
import { runCli } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { SIGNS, UNKNOWN } from '../../support/signsStory.ts';
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

  /** S4, again: the first round learns what the judge liked, the second builds on it with what a person wrote. */
  it('is better in the second round than in the first', () =>
    withFolder({ 'tunewright.jsonc': '{}', ...SIGNS }, async root => {
      const cwd = path.join(root, 'signs');
      const run = async (...args: string[]) => {
        const done = await runCli(args, { cwd, home: root });
        assert.equal(done.code, 0, `${args.join(' ')}: ${done.stderr}`);
        return done.stdout;
      };
      const compared = async () =>
        JSON.parse(await run('compare', 'rounds.compare.json', '--output', 'json')) as ComparisonReport;
      const learn = async (round: number, model: string) => {
        const judged = ['--comparison', 'rounds.compare.json', '--grader', 'pleases'];
        await run('feedback', '--to', 'sft', '-o', `round-${round}.jsonl`, ...judged);
        const tune = {
          name: `round ${round}`,
          connection: 'sandbox',
          model,
          training: `round-${round}.jsonl`,
        };
        await writeFile(path.join(cwd, `round-${round}.tune.json`), JSON.stringify({ ...tune, seed: 1 }));
        const tuned = (await run('tune', 'launch', `round-${round}.tune.json`, '--yes')).trim();
        const variant = {
          ...{ name: `round ${round}`, template: 'writer.prompt.json', connection: 'sandbox', model: tuned },
          ...{ round, trainingFile: `round-${round}.jsonl` },
        };
        const text = await readFile(path.join(cwd, 'rounds.compare.json'), 'utf8');
        const file = JSON.parse(text);
        file.variants.push(variant);
        await writeFile(path.join(cwd, 'rounds.compare.json'), JSON.stringify(file));
        return tuned;
      };

      await compared();
      const first = await learn(1, 'sandbox-base');
      await compared();
      const text = await readFile(path.join(cwd, 'rounds.compare.json'), 'utf8');
      const read = (file: string) => readFile(path.join(cwd, file), 'utf8').catch(() => undefined);
      const { cases } = await loadCases(JSON.parse(text), 'rounds.compare.json', read);
      const ideals = UNKNOWN.map(([topic, ideal], at) => ({
        ...{ id: `ideal-${at}`, at, kind: 'ideal', ideal, values: { topic } },
        ...{ source: 'rounds.compare.json', case: cases.find(({ values }) => values.topic === topic)!.id },
        answer: { variant: 'writer', output: '', template: 'writer.prompt.json', templateHash: '' },
      }));
      const feedback = ideals.map(one => `${JSON.stringify(one)}\n`).join('');
      await writeFile(path.join(cwd, '.tunewright/feedback.jsonl'), feedback);
      await learn(2, first);
      const { scores, verdicts } = await compared();
      const rate = (variant: string) =>
        scores.find(one => one.variant === variant && one.scope === 'all')!.value;
      assert.ok(rate('round 2') > rate('round 1'), JSON.stringify(scores));
      assert.ok(rate('round 2') > rate('writer'), JSON.stringify(scores));
      const verdict = verdicts.find(one => one.left === 'round 1' && one.right === 'round 2');
      assert.equal(verdict?.conclusion, 'right');
    }));
});
