import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCli, type CliOptions } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { type Tree, withFolder } from '../../support/temporaryFolder.ts';

const examples = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const [ask, answer] = index % 2 === 0 ? ['lovely day', 'good'] : ['awful day', 'bad'];
    const messages = [
      { role: 'user', content: `${ask} number ${index}` },
      { role: 'assistant', content: answer },
    ];
    return `${JSON.stringify({ messages })}\n`;
  }).join('');

const tuneText = (changes: object = {}) =>
  JSON.stringify({
    ...{ connection: 'sandbox', model: 'sandbox-base', training: 'train.jsonl' },
    ...{ hyperparameters: { n_epochs: 1 }, suffix: 'mine', ...changes },
  });

const tree = (changes?: object, count = 60): Tree => ({
  'train.jsonl': examples(count),
  'a.tune.json': tuneText(changes),
});

const tune = (args: string, options: CliOptions) => runCli(['tune', ...args.split(' ')], options);

describe('tunewright tune', function () {
  this.timeout(120_000);

  it('launches, prints the new model, and lists and enters what it did', () =>
    withFolder(tree(), async cwd => {
      const launched = await tune('launch a.tune.json', { cwd });
      assert.equal(launched.code, 0, launched.stderr);
      assert.match(launched.stdout, /^ft:sandbox-base\S*mine\S*\n$/);
      const listed = await tune('list --output json', { cwd });
      const [job] = JSON.parse(listed.stdout) as { id: string; state: string; tunedModel: string }[];
      assert.equal(job?.state, 'succeeded');
      assert.equal(`${job?.tunedModel}\n`, launched.stdout);
      const watched = await tune('watch a.tune.json', { cwd });
      assert.deepEqual([watched.code, watched.stdout], [0, launched.stdout]);
      const ledger = await readFile(path.join(cwd, '.tunewright', 'ledger.jsonl'), 'utf8');
      assert.equal(JSON.parse(ledger.trim().split('\n').at(-1)!).usd, 0);
    }));

  it('leaves the job when the user does, and takes it up again', () =>
    withFolder(tree({ hyperparameters: { n_epochs: 50, batch_size: 1 } }, 600), async cwd => {
      const control = new AbortController();
      const left = tune('launch a.tune.json --output json', {
        ...{ cwd, signal: control.signal },
        onWrite: text => {
          if (text.includes('"state":"running"')) control.abort();
        },
      });
      const { code, stderr } = await left;
      assert.equal(code, 130);
      const [, id] = /tunewright tune watch (\S+)/.exec(stderr) ?? assert.fail(stderr);
      const cancelled = await tune(`cancel ${id}`, { cwd });
      assert.equal(cancelled.code, 0, cancelled.stderr);
      const watched = await tune(`watch ${id}`, { cwd });
      assert.equal(watched.code, 1);
      assert.match(watched.stderr, /cancelled/);
    }));

  const refusals: [name: string, tree: Tree, args: string, code: number, says: RegExp][] = [
    ['a file that would be refused', tree({}, 3), 'launch a.tune.json', 1, /preflight\/file-errors/],
    [
      'a tune with a mistake',
      tree({ suffix: '' }),
      'check a.tune.json',
      1,
      /a\.tune\.json:1:\d+: .*launch\/suffix/,
    ],
    ['a file that is not there', tree({ training: 'no.jsonl' }), 'estimate a.tune.json', 1, /tune\/file/],
    ['warnings without --yes', tree({ validation: 'train.jsonl' }), 'launch a.tune.json', 1, /--yes/],
    [
      'a model that ends, without its name',
      tree({ connection: 'openai', model: 'gpt-4.1-mini' }),
      'launch a.tune.json --yes',
      1,
      /gpt-4\.1-mini/,
    ],
    [
      'a cap that would be crossed',
      tree({ connection: 'openai', model: 'gpt-4.1-mini' }),
      'check a.tune.json --cap 0.001',
      1,
      /over-cap/,
    ],
    ['no file', tree(), 'launch', 2, /tune launch FILE/],
    ['a file that does not exist', tree(), 'check b.tune.json', 2, /b\.tune\.json/],
    ['an unknown action', tree(), 'start a.tune.json', 2, /check, estimate/],
    ['a job that there is not', tree(), 'watch abc', 2, /abc/],
    ['a cap that is none', tree(), 'list --cap lots', 2, /--cap 20/],
  ];
  for (const [name, files, args, code, says] of refusals) {
    it(`refuses ${name}`, () =>
      withFolder(files, async cwd => {
        const result = await tune(args, { cwd });
        assert.equal(result.code, code, result.stdout + result.stderr);
        assert.match(result.stdout + result.stderr, says);
      }));
  }

  it('says what a launch would cost, with the date of the table', () =>
    withFolder(tree({ connection: 'openai', model: 'gpt-4.1-mini' }), async cwd => {
      const { stdout, code } = await tune('estimate a.tune.json --output json', { cwd });
      const { preflight } = JSON.parse(stdout);
      assert.deepEqual(
        [preflight.price.kind, preflight.price.updated, preflight.exactTokens],
        ['known', '2026-11-21', true],
      );
      assert.equal(preflight.files[0].tokens.examples, 60);
      assert.equal(code, 0);
    }));

  for (const name of ['binary', 'pairwise', 'preferences', 'graded']) {
    it(`launches the sample ${name}`, () =>
      withFolder({}, async cwd => {
        await cp(fromRoot('samples', 'taste'), cwd, { recursive: true });
        const { code, stdout, stderr } = await tune(`launch ${name}.tune.json --yes`, { cwd });
        assert.equal(code, 0, stderr);
        assert.match(stdout, /^ft:sandbox-base\S*taste/);
      }));
  }
});
