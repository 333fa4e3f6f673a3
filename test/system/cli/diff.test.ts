import assert from 'node:assert/strict';
import { runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const A = '{"prompt":"How tall is the oldest tree of the park?","completion":"About forty metres."}\n';
const B = '{"prompt":"Who planted the avenue of lime trees?","completion":"The gardeners of 1890."}\n';
const B2 = B.replace('1890', '1891');

describe('tunewright diff', () => {
  const table: [what: string, before: string, after: string, code: number, lines: string[]][] = [
    ['says when two datasets say the same', A + B, B + A, 0, []],
    ['names what is new', A, A + B, 1, ['+ after.jsonl:2  Who planted the avenue of lime trees?']],
    ['names what is gone', A + B, B, 1, ['- before.jsonl:1  How tall is the oldest tree of the park?']],
    [
      'shows what changed',
      A + B,
      B2 + A,
      1,
      [
        '~ after.jsonl:1  Who planted the avenue of lime trees? (was line 2)',
        '    completion',
        '      - The gardeners of 1890.',
        '      + The gardeners of 1891.',
      ],
    ],
  ];
  for (const [what, before, after, code, lines] of table) {
    it(what, () =>
      withFolder({ 'before.jsonl': before, 'after.jsonl': after }, async cwd => {
        const result = await runCli(['diff', 'before.jsonl', 'after.jsonl'], { cwd });
        assert.equal(result.code, code, result.stderr);
        assert.deepEqual(result.stdout.split('\n').slice(0, -2), lines);
      }),
    );
  }

  it('reads one of the two from standard input', () =>
    withFolder({ 'after.jsonl': A + B2 }, async cwd => {
      const result = await runCli(['diff', '-', 'after.jsonl', '--output', 'json'], { cwd, stdin: A + B });
      const { changed, unchanged } = JSON.parse(result.stdout);
      assert.equal(unchanged, 1);
      assert.deepEqual(
        changed.map((one: { before: { line: number }; after: { line: number } }) => [
          one.before.line,
          one.after.line,
        ]),
        [[2, 2]],
      );
    }));

  it('lets nothing of a dataset command the terminal', () =>
    withFolder({ 'a.jsonl': '', 'b.jsonl': '{"text":"\\u001b[31mred\\u202e"}\n' }, async cwd => {
      const { stdout } = await runCli(['diff', 'a.jsonl', 'b.jsonl'], { cwd });
      assert.doesNotMatch(stdout, /[\u001b\u202e]/);
    }));

  it('repeats no secret and nothing personal', () =>
    withFolder(
      {
        'a.jsonl':
          '{"prompt":"Mail bob.smith@harbour.org","completion":"Use sk-aBcD1234efGH5678ijKL9012mnOP3456"}\n',
        'b.jsonl':
          '{"prompt":"Mail bob.smith@harbour.org","completion":"Use sk-zBcD1234efGH5678ijKL9012mnOP3456"}\n',
      },
      async cwd => {
        for (const form of ['text', 'json']) {
          const { stdout } = await runCli(['diff', 'a.jsonl', 'b.jsonl', '--output', form], { cwd });
          assert.match(stdout, /•••/, form);
          assert.doesNotMatch(stdout, /bob\.smith|BcD1234/, form);
        }
      },
    ));

  for (const args of [[], ['a'], ['-', '-'], ['a', 'b', 'c'], ['missing.jsonl', 'gone.jsonl']]) {
    it(`cannot run with ${args.join(' ') || 'nothing'}`, () =>
      withFolder({}, async cwd => {
        const { code, stdout, stderr } = await runCli(['diff', ...args], { cwd });
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.notEqual(stderr, '');
      }));
  }
});
