import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CliResult, runCli } from '../../support/cli.ts';
import { type Tree, withFolder } from '../../support/temporaryFolder.ts';

const chat = (text: string, role = 'user') =>
  `{"messages":[{"role":"${role}","content":"${text}"},{"role":"assistant","content":"re ${text}"}]}\n`;
const MANY = Array.from({ length: 20 }, (_, i) => chat(`q${i}`)).join('');
const MENDABLE = `${MANY}${chat('x', 'User')}${chat('q0')}`;

interface Outcome extends CliResult {
  /** The files that are there afterwards, by path with forward slashes. */
  files: Record<string, string>;
}

function prepareIn(tree: Tree, args: string[], signal?: AbortSignal): Promise<Outcome> {
  return withFolder(tree, async cwd => {
    const result = await runCli(['prepare', ...args], { cwd, ...(signal && { signal }) });
    const files: Record<string, string> = {};
    for (const name of await readdir(cwd, { recursive: true })) {
      const content = await readFile(path.join(cwd, name), 'utf8').catch(() => undefined);
      if (content !== undefined) files[name.replaceAll(path.sep, '/')] = content;
    }
    return { ...result, files };
  });
}

describe('tunewright prepare', () => {
  const names: [what: string, tree: Tree, args: string[], written: string[]][] = [
    ['beside the original', { 'a.jsonl': MENDABLE }, ['a.jsonl'], ['a_prepared.jsonl']],
    ['beside the original in a folder', { 'd/a.jsonl': MENDABLE }, ['d/a.jsonl'], ['d/a_prepared.jsonl']],
    [
      'under a free name',
      { 'a.jsonl': MENDABLE, 'a_prepared.jsonl': '' },
      ['a.jsonl'],
      ['a_prepared (1).jsonl'],
    ],
    [
      'in two parts',
      { 'a.jsonl': MENDABLE },
      ['a.jsonl', '--split', '0.8'],
      ['a_prepared_train.jsonl', 'a_prepared_valid.jsonl'],
    ],
    [
      'in two parts under free names',
      { 'a.jsonl': MENDABLE, 'a_prepared_valid.jsonl': '' },
      ['a.jsonl', '--split', '0.8', '--seed', '1'],
      ['a_prepared_train (1).jsonl', 'a_prepared_valid (1).jsonl'],
    ],
    [
      'in another folder',
      { 'a.jsonl': MENDABLE, 'out/x': '' },
      ['a.jsonl', '--out', 'out'],
      ['out/a_prepared.jsonl'],
    ],
    [
      'as JSONL whatever it was',
      { 'a.b.json': `[${MANY.trimEnd().replaceAll('\n', ',')}]` },
      ['a.b.json'],
      ['a.b_prepared.jsonl'],
    ],
    ['nothing when nothing changes', { 'a.jsonl': MANY }, ['a.jsonl'], []],
    [
      'a copy when a folder is named',
      { 'a.jsonl': MANY, 'out/x': '' },
      ['a.jsonl', '--out', 'out'],
      ['out/a_prepared.jsonl'],
    ],
    ['nothing when nothing is accepted', { 'a.jsonl': MENDABLE }, ['a.jsonl', '--accept', 'none'], []],
  ];
  for (const [what, tree, args, written] of names) {
    it(`writes ${what}`, async () => {
      const { files, code, stderr } = await prepareIn(tree, args);
      assert.notEqual(code, 2, stderr);
      const added = Object.keys(files).filter(name => !(name in tree));
      assert.deepEqual(added.sort(), written);
      for (const [name, content] of Object.entries(tree)) assert.equal(files[name], content);
    });
  }

  it('applies what is safe unless it is told otherwise', async () => {
    const { files } = await prepareIn({ 'a.jsonl': MENDABLE }, ['a.jsonl']);
    assert.equal(files['a_prepared.jsonl'], `${MANY}${chat('x')}${chat('q0')}`);
  });

  const accepts: [accept: string, after: string | undefined][] = [
    ['all', `${MANY}${chat('x')}`],
    ['safe,leave-out/duplicates', `${MANY}${chat('x')}`],
    ['leave-out/duplicates', `${MANY}${chat('x', 'User')}`],
    ['chat/role-unknown', `${MANY}${chat('x')}${chat('q0')}`],
    ['safe, json/stray-comma', `${MANY}${chat('x')}${chat('q0')}`],
    ['json/stray-comma', undefined],
  ];
  for (const [accept, after] of accepts) {
    it(`--accept ${accept}`, async () => {
      const { files } = await prepareIn({ 'a.jsonl': MENDABLE }, ['a.jsonl', '--accept', accept]);
      assert.equal(files['a_prepared.jsonl'], after);
    });
  }

  const failures: [what: string, args: string[]][] = [
    ['no file', []],
    ['two files', ['a.jsonl', 'a.jsonl']],
    ['a table', ['rows.csv']],
    ['a missing file', ['b.jsonl']],
    ['a folder', ['.']],
    ['an unknown remedy', ['a.jsonl', '--accept', 'json/stray-coma']],
    ['a fraction that is none', ['a.jsonl', '--split', '80']],
    ['a seed without a split', ['a.jsonl', '--seed', '1']],
    ['a missing folder for the result', ['a.jsonl', '--out', 'none']],
  ];
  for (const [what, args] of failures) {
    it(`exits with 2 for ${what}, and writes nothing`, async () => {
      const { code, files, stderr } = await prepareIn({ 'a.jsonl': MENDABLE }, args);
      assert.equal(code, 2);
      assert.notEqual(stderr, '');
      assert.deepEqual(Object.keys(files), ['a.jsonl']);
    });
  }

  it('exits with 1 when errors are left in what was written', async () => {
    const broken = `${MENDABLE}{"messages":[]}\n`;
    assert.equal((await prepareIn({ 'a.jsonl': broken }, ['a.jsonl'])).code, 1);
    assert.equal((await prepareIn({ 'a.jsonl': broken }, ['a.jsonl', '--accept', 'all'])).code, 0);
  });

  it('says what was done, what was written and what comes next', async () => {
    const { stdout } = await prepareIn({ 'a.jsonl': MENDABLE }, [
      'a.jsonl',
      '--accept',
      'all',
      '--split',
      '0.8',
    ]);
    for (const part of [
      '[x]',
      'leave-out/duplicates',
      'Wrote 16 examples to a_prepared_train.jsonl',
      'Next: ',
    ])
      assert.ok(stdout.includes(part), part);
  });

  it('reads standard input, and writes into the working directory', () =>
    withFolder({}, async cwd => {
      const { code, stdout } = await runCli(['prepare', '-', '--split', '0.8'], { cwd, stdin: MENDABLE });
      assert.equal(code, 0, stdout);
      assert.deepEqual((await readdir(cwd)).sort(), [
        'stdin_prepared_train.jsonl',
        'stdin_prepared_valid.jsonl',
      ]);
    }));

  it('does not send anybody to train on a log', async () => {
    const log = '{"time":"2026-11-01","level":"info"}\n'.repeat(3);
    const { stdout } = await prepareIn({ 'a.jsonl': log }, ['a.jsonl', '--out', '.']);
    assert.doesNotMatch(stdout, /Next: train/);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    const { code, files } = await prepareIn({ 'a.jsonl': MENDABLE }, ['a.jsonl'], stop.signal);
    assert.equal(code, 130);
    assert.deepEqual(Object.keys(files), ['a.jsonl']);
  });
});
