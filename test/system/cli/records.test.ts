import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readLedger } from '../../../src/core/ledger/readLedger.ts';
import { readRuns } from '../../../src/core/run/runRecord.ts';
import { runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const PROMPT = JSON.stringify({
  inputs: { tone: { default: 'kind' } },
  messages: [
    { role: 'system', content: 'Be {{ tone }}.' },
    { role: 'user', content: 'Say {{ word }}' },
  ],
});
const FILES = {
  'sub/say.prompt.json': PROMPT,
  'sub/choose.prompt.json': JSON.stringify({
    choices: [{ name: 'say', file: 'say.prompt.json' }],
    messages: [
      { role: 'user', content: 'which?' },
      { role: 'assistant', content: 'say' },
      { role: 'user', content: 'which?' },
    ],
  }),
  'sub/words.csv': 'word\none\ntwo\n',
};
const PROJECT = { ...FILES, 'tunewright.jsonc': '{}' };
/** A tuned model has a price in our table. */
const TUNED = ['-c', 'openai', '-m', 'ft:gpt-4.1-mini-2025-04-14:me::abc'];

describe('what the command line keeps', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tunewright-home-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  const ledgerOf = (cwd: string) =>
    readLedger(readFileSync(path.join(cwd, '.tunewright/ledger.jsonl'), 'utf8')).entries;
  const runsOf = (cwd: string, name: string) =>
    readRuns(readFileSync(path.join(cwd, `.tunewright/results/${name}.runs.jsonl`), 'utf8')).runs;
  const say = ['run', 'sub/say.prompt.json', '-i', 'word=hello'];

  it('of a run: the ledger and the history of the template, in the project', async () => {
    await withFolder(PROJECT, async cwd => {
      const result = await runCli([...say, '--times', '2'], { cwd, home });
      assert.equal(result.code, 0, result.stderr);
      const runs = runsOf(cwd, 'sub/say.prompt.json');
      assert.deepEqual(
        runs.map(({ variables, template, connection }) => [variables, template.path, connection.id]),
        Array(2).fill([{ word: 'hello', tone: 'kind' }, 'sub/say.prompt.json', 'sandbox']),
      );
      assert.equal(new Set(runs.map(({ series }) => series)).size, 1);
      assert.match(result.stdout, new RegExp(runs[0]!.answers[0]!.text.slice(0, 20)));
      const entries = ledgerOf(cwd);
      assert.deepEqual(
        entries.map(({ kind, id, project, usd }) => [kind, id, project, usd]),
        runs.map(({ id }) => ['run', id, path.basename(cwd), 0]),
      );
      assert.ok(entries.every(({ tokens }) => tokens! > 0));
    });
  });

  it('of a prompt that chooses: both steps, under the prompt that was run', async () => {
    await withFolder(PROJECT, async cwd => {
      const result = await runCli(['run', 'sub/choose.prompt.json', '-i', 'word=x'], { cwd, home });
      assert.equal(result.code, 0, result.stderr);
      const [run] = runsOf(cwd, 'sub/choose.prompt.json');
      assert.equal(run!.template.path, 'sub/say.prompt.json');
      assert.deepEqual(
        run!.selections?.map(({ file, choice }) => [file, choice]),
        [['sub/choose.prompt.json', 'say']],
      );
      assert.equal(ledgerOf(cwd).length, 2);
    });
  });

  it('nothing where there is no project, and nothing of the user’s own folder', async () => {
    await withFolder(FILES, async cwd => {
      const result = await runCli(say, { cwd, home: cwd });
      assert.equal(result.code, 0, result.stderr);
      assert.equal(existsSync(path.join(cwd, '.tunewright/ledger.jsonl')), false);
      assert.equal(existsSync(path.join(cwd, 'sub/.tunewright')), false);
    });
  });

  for (const [why, more] of [
    ['a request', say.slice(1)],
    ['a run over a table', ['sub/say.prompt.json', '--over', 'sub/words.csv']],
  ] as const) {
    it(`a cap that ${why} would break is held before anything is sent`, async () => {
      await withFolder(PROJECT, async cwd => {
        const env = { OPENAI_API_KEY: 'sk-none', TUNEWRIGHT_SPENDING_CAP: '0.000001' };
        const result = await runCli(['run', ...more, ...TUNED], { cwd, home, env });
        assert.equal(result.code, 2);
        assert.match(result.stderr, /cap/);
        assert.equal(existsSync(path.join(cwd, '.tunewright/ledger.jsonl')), false);
      });
    });
  }

  it('a cap that is no amount is refused', async () => {
    await withFolder(PROJECT, async cwd => {
      const { code, stderr } = await runCli([...say, '--cap', 'much'], { cwd, home });
      assert.equal(code, 2);
      assert.match(stderr, /--cap 20/);
    });
  });
});
