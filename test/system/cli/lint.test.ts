import assert from 'node:assert/strict';
import path from 'node:path';
import { type CliOptions, type CliResult, runCli } from '../../support/cli.ts';
import { type Tree, withFolder } from '../../support/temporaryFolder.ts';

const CLEAN = pairs(12);
const COMMA = `${CLEAN}{"prompt":"q","completion":"a",}\n`;
const WARNING = `${CLEAN}{"prompt":"question 1","completion":"answer 1"}\n`;

function pairs(number: number): string {
  return Array.from(
    { length: number },
    (_, i) => `{"prompt":"question ${i}","completion":"answer ${i}"}\n`,
  ).join('');
}

function lintIn(tree: Tree, args: string[], options: Partial<CliOptions> = {}): Promise<CliResult> {
  return withFolder(tree, cwd => runCli(['lint', ...args], { cwd, ...options }));
}

/** `file:line:column rule` of what `--output json` prints. */
function placesOf({ stdout }: CliResult): string[] {
  const findings = JSON.parse(stdout) as { file: string; line: number; column: number; rule: string }[];
  return findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}

describe('tunewright lint', () => {
  describe('exit codes', () => {
    const cases: [what: string, tree: Tree, args: string[], code: number][] = [
      ['clean', { 'a.jsonl': CLEAN }, ['a.jsonl'], 0],
      ['an error', { 'a.jsonl': COMMA }, ['a.jsonl'], 1],
      ['a warning', { 'a.jsonl': WARNING }, ['a.jsonl'], 0],
      ['a warning that counts', { 'a.jsonl': WARNING }, ['a.jsonl', '--fail-on', 'warning'], 1],
      ['an error that is not shown', { 'a.jsonl': COMMA }, ['a.jsonl', '--max-findings', '0'], 1],
      ['a missing file', { 'a.jsonl': CLEAN }, ['a.jsonl', 'b.jsonl'], 2],
      ['a missing file and an error', { 'a.jsonl': COMMA }, ['b.jsonl', 'a.jsonl'], 2],
      ['an empty folder', { 'a/x.txt': '' }, ['a'], 2],
      ['no file', {}, [], 2],
      ['an unknown option', { 'a.jsonl': CLEAN }, ['a.jsonl', '--color'], 2],
      ['an unknown target', { 'a.jsonl': CLEAN }, ['a.jsonl', '--target', 'nobody'], 2],
      ['a number that is none', { 'a.jsonl': CLEAN }, ['a.jsonl', '--max-findings', 'all'], 2],
      ['an option without its value', { 'a.jsonl': CLEAN }, ['a.jsonl', '--target'], 2],
      ['an option in the place of a value', { 'a.jsonl': CLEAN }, ['a.jsonl', '--target', '--fix'], 2],
      ['a value for a switch', { 'a.jsonl': CLEAN }, ['a.jsonl', '--fix=yes'], 2],
      ['fixing standard input', {}, ['-', '--fix'], 2],
      ['a missing project file', { 'a.jsonl': CLEAN }, ['a.jsonl', '--config', 'none.jsonc'], 2],
      ['a broken project file', { 'a.jsonl': CLEAN, 'tunewright.jsonc': '{"target"' }, ['a.jsonl'], 2],
      [
        'a project file with a wrong value',
        { 'a.jsonl': CLEAN, 'tunewright.jsonc': '{"x":1}' },
        ['a.jsonl'],
        0,
      ],
    ];
    for (const [what, tree, args, code] of cases) {
      it(`${code} for ${what}`, async () => {
        const result = await lintIn(tree, args);
        assert.equal(result.code, code, result.stderr);
        if (code === 2) assert.notEqual(result.stderr, '');
      });
    }
  });

  describe('which files', () => {
    const tree = { 'data/a.jsonl': COMMA, 'data/b.json': '[{"prompt":"a","completion":"b"}]' };
    const cases: [args: string[], places: string[]][] = [
      [['data'], ['data/a.jsonl:13:31 json/stray-comma']],
      [['data/b.json'], ['data/b.json:1:1 json/not-line-delimited']],
      [['./data/a.jsonl', 'data'], ['./data/a.jsonl:13:31 json/stray-comma']],
    ];
    for (const [args, places] of cases) {
      it(args.join(' '), async () => {
        const result = await lintIn(tree, [...args, '--output', 'json']);
        const found = placesOf(result).map(place => place.replaceAll(path.sep, '/'));
        assert.deepEqual(
          found.filter(place => /comma|delimited/.test(place)),
          places,
        );
      });
    }

    it('- for standard input', async () => {
      const result = await lintIn({}, ['-', '--output', 'json'], { stdin: COMMA });
      assert.deepEqual(placesOf(result), ['-:13:31 json/stray-comma']);
    });

    it('all of them though one cannot be read', async () => {
      const result = await lintIn(tree, ['none.jsonl', 'data/a.jsonl', '--output', 'json']);
      assert.deepEqual(placesOf(result), ['data/a.jsonl:13:31 json/stray-comma']);
      assert.match(result.stderr, /none\.jsonl/);
    });
  });

  describe('settings', () => {
    const project = '{"target":"together","rules":{"json/stray-comma":"warning"}}';
    const cases: [what: string, tree: Tree, args: string[], target: string, severity: string][] = [
      ['nothing', {}, [], 'generic', 'error'],
      ['a project file', { 'tunewright.jsonc': project }, [], 'together', 'warning'],
      ['an option over it', { 'tunewright.jsonc': project }, ['--target', 'azure'], 'azure', 'warning'],
      ['a named project file', { 'x/p.jsonc': project }, ['--config', 'x/p.jsonc'], 'together', 'warning'],
    ];
    for (const [what, tree, args, target, severity] of cases) {
      it(`come from ${what}`, async () => {
        const result = await lintIn({ 'data/a.jsonl': COMMA, ...tree }, [
          'data',
          '--output',
          'json',
          ...args,
        ]);
        const findings = JSON.parse(result.stdout) as { rule: string; target: string; severity: string }[];
        const finding = findings.find(one => one.rule === 'json/stray-comma');
        assert.equal(finding?.target, target);
        assert.equal(finding?.severity, severity);
      });
    }

    it('tell what is wrong in the project file, once', async () => {
      const tree = { 'a.jsonl': CLEAN, 'b.jsonl': CLEAN, 'tunewright.jsonc': '{\n  "targt": "openai"\n}' };
      const { stderr } = await lintIn(tree, ['.']);
      assert.equal(stderr.split('tunewright.jsonc:2:3').length, 2);
    });
  });

  it('prints at most so many findings, the worst of a file first', async () => {
    const tree = { 'a.jsonl': `${WARNING}{"prompt":"q","completion":"a",}\n{,}\n`, 'b.jsonl': COMMA };
    const result = await lintIn(tree, ['a.jsonl', 'b.jsonl', '--output', 'json', '--max-findings', '2']);
    assert.deepEqual(placesOf(result), [
      'a.jsonl:14:31 json/stray-comma',
      'a.jsonl:15:2 json/invalid-syntax',
    ]);
    assert.match(result.stderr, /2/);
  });

  it('puts nothing but the result on standard output', async () => {
    const tree = { 'a.jsonl': COMMA, 'tunewright.jsonc': '{"x":1}' };
    const { stdout } = await lintIn(tree, ['a.jsonl', 'none.jsonl', '--output', 'json']);
    assert.equal(JSON.parse(stdout).length, 1);
  });

  it('stops quietly when nobody reads any more', async () => {
    const result = await lintIn({ 'a.jsonl': COMMA }, ['a.jsonl', '--output', 'json'], { closeAfter: 1 });
    assert.deepEqual({ code: result.code, stderr: result.stderr }, { code: 141, stderr: '' });
  });

  it('stops when it is cancelled, with a result that can be read', async () => {
    const stop = new AbortController();
    const result = await lintIn(
      { 'a.jsonl': COMMA, 'b.jsonl': COMMA },
      ['a.jsonl', 'b.jsonl', '--output', 'json'],
      {
        signal: stop.signal,
        onWrite: text => text.includes('stray-comma') && stop.abort(),
      },
    );
    assert.equal(result.code, 130);
    assert.deepEqual(placesOf(result), ['a.jsonl:13:31 json/stray-comma']);
  });
});
