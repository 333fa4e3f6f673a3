import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fromRoot } from '../../support/root.ts';

const BUNDLE = fromRoot('dist/cli.cjs');

/** The built command line as a process of its own. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [BUNDLE, ...args], {
    stdio: 'pipe',
    env: { ...process.env, NO_COLOR: '1' },
  });
  let stderr = '';
  child.stderr.on('data', chunk => (stderr += chunk));
  // The child may end before it has read everything.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, stderr }));
  return { child, ended };
}

describe('the bundled command line', () => {
  before(function () {
    if (!existsSync(BUNDLE)) this.skip();
  });

  it('lints standard input and says its version', async () => {
    const lint = start('lint', '-', '--output', 'json');
    lint.child.stdin.end('{"prompt":"a","completion":"b",}\n');
    const version = start('--version');
    const [findings, printed] = await Promise.all([lint, version].map(({ child }) => textOf(child.stdout)));
    const found = (JSON.parse(findings!) as { rule: string }[]).map(({ rule }) => rule);
    assert.ok(found.includes('json/stray-comma'));
    assert.equal((await lint.ended).code, 1);
    assert.equal(printed, `${JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')).version}\n`);
    assert.equal((await version.ended).code, 0);
  });

  it('ends quietly when its reader goes away', async () => {
    const { child, ended } = start('lint', '-', '--output', 'json');
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end('{,}\n'.repeat(3_000));
    const { code, stderr } = await ended;
    assert.deepEqual({ code, stderr }, { code: 141, stderr: '' });
  });

  it('ends with 130 at Ctrl-C, also while it waits for input', async function () {
    if (process.platform === 'win32') this.skip();
    const { child, ended } = start('lint', '-', '--output', 'json');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    assert.deepEqual({ code, stderr }, { code: 130, stderr: 'Cancelled.\n' });
  });
});

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
