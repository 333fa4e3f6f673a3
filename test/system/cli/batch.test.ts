import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CliOptions, runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const FILES = {
  'tunewright.jsonc': '{}',
  'mood.prompt.json': `{ "temperature": 0, "messages": [
    { "role": "user", "content": "I love it" }, { "role": "assistant", "content": "good" },
    { "role": "user", "content": "I hate it" }, { "role": "assistant", "content": "bad" },
    { "role": "user", "content": "{{ text }}" }
  ] }`,
  'pairs.prompt.json': JSON.stringify({
    expect: 'jsonl',
    temperature: 0,
    inputs: { n: { type: 'integer', default: 2 } },
    messages: [
      { role: 'system', content: 'Write {{ n }} training pairs about the text, one JSON object a line.' },
      { role: 'user', content: 'The ferry leaves at nine.' },
      {
        role: 'assistant',
        content:
          '{"prompt":"When does the ferry leave?","completion":" At nine."}\n{"prompt":"What leaves?","completion":" The ferry."}',
      },
      { role: 'user', content: 'The lamp is old.' },
      { role: 'assistant', content: '{"prompt":"How is the lamp?","completion":" Old."}\nand so on' },
      { role: 'user', content: '{{ info }}' },
    ],
  }),
  'broken.prompt.json': '{ "messages": [{ "role": "user", "content": "{{ a" }] }',
  'rows.csv': 'id,text\n1,I love this boat\n2,I hate this boat\n3,I love this boat\n',
  'rows.jsonl': '{"content":"I love it"}\nnot json\n{"content":"I hate it"}\n',
  'notes/a.md': 'The ferry leaves at nine.\n',
  'notes/deep/b.txt': 'The lamp is old.\n',
  'notes/picture.png': '\0\0',
};

describe('tunewright run --over', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tunewright-home-'));
  });
  after(async () => {
    if (home) await rm(home, { recursive: true, force: true });
  });

  const inFolder = (
    test: (
      run: (line: string, more?: Partial<CliOptions>) => ReturnType<typeof runCli>,
      cwd: string,
    ) => Promise<void>,
  ) =>
    withFolder(FILES, cwd =>
      test((line, more) => runCli(['run', ...line.split(' ')], { cwd, home, ...more }), cwd),
    );
  const lines = async (cwd: string, name: string) =>
    (await readFile(path.join(cwd, name), 'utf8'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));

  it('asks once for each row of a table, and gathers the answers beside it', () =>
    inFolder(async (run, cwd) => {
      const result = await run('mood.prompt.json --over rows.csv');
      assert.deepEqual([result.code, result.stdout], [0, 'rows_answers.jsonl\n'], result.stderr);
      const answers = await lines(cwd, 'rows_answers.jsonl');
      assert.deepEqual(
        answers.map(({ from, inputs, output, model }) => [from, inputs, output, model]),
        [
          ['row 1', { text: 'I love this boat' }, 'good', 'sandbox-base'],
          ['row 2', { text: 'I hate this boat' }, 'bad', 'sandbox-base'],
          ['row 3', { text: 'I love this boat' }, 'good', 'sandbox-base'],
        ],
      );
      assert.equal(answers[0].template, 'mood.prompt.json');
      assert.match(answers[0].templateHash, /^[0-9a-f]{64}$/);
    }));

  it('never overwrites what is there', () =>
    inFolder(async (run, cwd) => {
      await writeFile(path.join(cwd, 'rows_answers.jsonl'), 'mine');
      const { stdout } = await run('mood.prompt.json --over rows.csv --limit 1');
      assert.equal(stdout, 'rows_answers (1).jsonl\n');
      assert.equal(await readFile(path.join(cwd, 'rows_answers.jsonl'), 'utf8'), 'mine');
      assert.equal((await lines(cwd, 'rows_answers (1).jsonl')).length, 1);
    }));

  it('guesses the column, and says which lines it could not read', () =>
    inFolder(async (run, cwd) => {
      const { code, stderr } = await run('mood.prompt.json --over rows.jsonl --out mine.jsonl');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /content fills text/);
      assert.match(stderr, /Line 2/);
      assert.deepEqual(
        (await lines(cwd, 'mine.jsonl')).map(({ output }) => output),
        ['good', 'bad'],
      );
    }));

  it('goes on after it was stopped, and asks nothing twice', () =>
    inFolder(async (run, cwd) => {
      const stop = new AbortController();
      stop.abort();
      assert.equal((await run('mood.prompt.json --over rows.csv', { signal: stop.signal })).code, 130);
      await run('mood.prompt.json --over rows.csv --limit 2');
      const folder = path.join(cwd, '.tunewright/results');
      const [journal = ''] = await readdir(folder);
      const file = path.join(folder, journal);
      const [head, first] = (await readFile(file, 'utf8')).split('\n');
      await writeFile(file, `${head}\n${first}\n{"id":"row 2","ha`);
      const resumed = await run('mood.prompt.json --over rows.csv --resume');
      assert.equal(resumed.code, 0, resumed.stderr);
      assert.match(resumed.stderr, /1 line of the journal could not be read/);
      const entries = await readFile(file, 'utf8');
      assert.equal(entries.split('"id":"row 1"').length, 2);
      assert.deepEqual((await lines(cwd, 'rows_answers (1).jsonl')).length, 2);
      const again = await run('mood.prompt.json --over rows.csv --resume');
      assert.equal(again.code, 2);
    }));

  it('makes training pairs out of the files of a folder, and keeps bad lines apart', () =>
    inFolder(async (run, cwd) => {
      const result = await run('pairs.prompt.json --over notes');
      assert.deepEqual(
        [result.code, result.stdout],
        [1, 'notes_dataset.jsonl\nnotes_rejected.jsonl\n'],
        result.stderr,
      );
      assert.match(result.stderr, /each file fills info/);
      assert.match(result.stderr, /picture\.png/);
      const dataset = await lines(cwd, 'notes_dataset.jsonl');
      assert.deepEqual(
        dataset.map(({ prompt }) => prompt),
        ['When does the ferry leave?', 'What leaves?', 'How is the lamp?'],
      );
      const rejected = await lines(cwd, 'notes_rejected.jsonl');
      assert.deepEqual(
        rejected.map(({ line, from }) => [line, from]),
        [['and so on', 'deep/b.txt']],
      );
    }));

  it('says what it would cost and sends nothing', () =>
    inFolder(async (run, cwd) => {
      const { code, stderr } = await run('mood.prompt.json --over rows.csv --estimate');
      assert.equal(code, 0);
      assert.match(stderr, /3 requests, \d+ tokens in.*costs nothing/);
      assert.equal(existsSync(path.join(cwd, '.tunewright')), false);
    }));

  const refused: [line: string, code: number, stderr: RegExp][] = [
    ['mood.prompt.json --limit 3', 2, /--over/],
    ['mood.prompt.json --over nowhere.csv', 2, /does not exist/],
    ['mood.prompt.json --over rows.csv --map content=text', 2, /no column "content"/],
    ['mood.prompt.json --over rows.csv --map text=txt', 2, /no variable called txt.*\n.*"text"/],
    ['mood.prompt.json --over rows.csv --max-cost much', 2, /US dollars/],
    ['mood.prompt.json --over rows.csv --concurrency 0', 2, /cannot be 0/],
    ['mood.prompt.json --over rows.csv --resume', 2, /no unfinished run/],
    ['broken.prompt.json --over rows.csv', 1, /broken\.prompt\.json:1/],
  ];
  for (const [line, code, stderr] of refused) {
    it(`refuses ${line}`, () =>
      inFolder(async run => {
        const result = await run(line);
        assert.equal(result.code, code, result.stderr);
        assert.match(result.stderr, stderr);
      }));
  }
});
