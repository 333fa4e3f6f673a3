import assert from 'node:assert/strict';
import { commandNames } from '../../src/cli/commands.ts';
import { everyRule } from '../../src/core/tune/tuneRuleDocs.ts';
import { runCli } from '../support/cli.ts';

const run = (...args: string[]) => runCli(args, { cwd: process.cwd() });

describe('tunewright', () => {
  const answers: [args: string[], code: number, stdout: RegExp, stderr: RegExp][] = [
    [[], 0, /Usage: tunewright COMMAND/, /^$/],
    [['--help'], 0, /Usage: tunewright COMMAND/, /^$/],
    [['-h'], 0, /lint/, /^$/],
    [['help', 'lint'], 0, /Usage: tunewright lint FILES/, /^$/],
    [['--version'], 0, /^9\.9\.9\n$/, /^$/],
    [['lnt'], 2, /^$/, /"lint"/],
    [['help', 'rulse'], 2, /^$/, /"rules"/],
    [['__proto__'], 2, /^$/, /__proto__/],
    [['lint', '--taget', 'openai'], 2, /^$/, /"--target"/],
    [['lint', '--target=opnai', 'x'], 2, /^$/, /"openai"/],
    [['rules'], 0, new RegExp(`\n${everyRule().length} rules`), /^$/],
    [['rules', 'json/stray-comma'], 0, /^json\/stray-comma\n/, /^$/],
    [['rules', 'json'], 0, /json\/stray-comma/, /^$/],
    [['rules', 'json/stray-coma'], 2, /^$/, /json\/stray-comma/],
    [['version', '--help'], 0, /Usage: tunewright version\n/, /^$/],
  ];
  for (const [args, code, stdout, stderr] of answers) {
    it(`answers ${args.join(' ') || 'nothing'}`, async () => {
      const result = await run(...args);
      assert.equal(result.code, code);
      assert.match(result.stdout, stdout);
      assert.match(result.stderr, stderr);
    });
  }

  for (const name of commandNames()) {
    it(`explains ${name} in lines that fit a terminal`, async () => {
      const { stdout, code } = await run(name, '--help');
      assert.equal(code, 0);
      for (const line of stdout.split('\n')) assert.ok(line.length <= 110, line);
    });
  }

  it('shows every rule, with text that is safe for a terminal', async () => {
    for (const rule of everyRule()) {
      const { code, stdout } = await run('rules', rule.id);
      assert.equal(code, 0);
      assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}|\p{Cf}|\p{Cs}/u, rule.id);
    }
  });
});
