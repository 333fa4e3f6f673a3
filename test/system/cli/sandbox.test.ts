import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { runCli, type CliResult } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

interface Running {
  url: string;
  key: string;
  folder: string;
  /** Ctrl-C. */
  interrupt(): Promise<CliResult>;
}

/** Runs `tunewright sandbox` in a new folder until the test is over. */
async function withSandbox(
  args: readonly string[],
  test: (running: Running) => Promise<void>,
): Promise<void> {
  await withFolder({}, async folder => {
    const control = new AbortController();
    let print: (text: string) => void = () => {};
    const printed = new Promise<string>(resolve => (print = resolve));
    const ended = runCli(['sandbox', '--dir', 'state', ...args], {
      cwd: folder,
      signal: control.signal,
      onWrite: text => print(text),
    });
    const interrupt = () => {
      control.abort();
      return ended;
    };
    try {
      const output = await Promise.race([
        printed,
        ended.then(({ stderr }) => assert.fail(`It ended by itself: ${stderr}`)),
      ]);
      const variables = Object.fromEntries(
        [...output.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
      );
      await test({ url: variables.OPENAI_BASE_URL!, key: variables.OPENAI_API_KEY!, folder, interrupt });
    } finally {
      await interrupt();
    }
  });
}

describe('tunewright sandbox', () => {
  it('listens on a free port of this machine and prints what clients need', () =>
    withSandbox([], async ({ url, key, folder }) => {
      assert.match(url, /^http:\/\/127\.0\.0\.1:[1-9]\d*\/v1$/);
      const answer = await fetch(`${url}/models`, { headers: { authorization: `Bearer ${key}` } });
      const { data } = (await answer.json()) as { data: { id: string }[] };
      assert.deepEqual(
        data.map(model => model.id),
        ['sandbox-base'],
      );
      const body = new FormData();
      body.append('purpose', 'batch');
      body.append('file', new Blob(['{}\n']), 'any.jsonl');
      const upload = { method: 'POST', headers: { authorization: `Bearer ${key}` }, body };
      assert.equal((await fetch(`${url}/files`, upload)).status, 200);
      assert.ok(existsSync(path.join(folder, 'state')), 'Its state is in the folder of --dir.');
    }));

  for (const [title, headers] of [
    ['no token', {}],
    ['another token', { authorization: 'Bearer sk-sandbox-guess' }],
  ] as const) {
    it(`refuses who sends ${title}`, () =>
      withSandbox([], async ({ url }) => {
        assert.equal((await fetch(`${url}/models`, { headers })).status, 401);
      }));
  }

  it('refuses what OpenAI would refuse, with the line', () =>
    withSandbox([], async ({ url, key }) => {
      const body = new FormData();
      body.append('purpose', 'fine-tune');
      const lines = [
        '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}',
        '{"messages":[]}',
      ];
      body.append('file', new Blob([lines.join('\n')]), 'broken.jsonl');
      const headers = { authorization: `Bearer ${key}` };
      const file = (await (await fetch(`${url}/files`, { method: 'POST', headers, body })).json()) as {
        id: string;
      };
      const started = await fetch(`${url}/fine_tuning/jobs`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'sandbox-base', training_file: file.id }),
      });
      let job = (await started.json()) as { id: string; status: string; error?: { message: string } };
      // Each question is answered at once, so this ends as soon as the file has been read.
      while (job.status !== 'failed') {
        assert.notEqual(job.status, 'running');
        job = await (await fetch(`${url}/fine_tuning/jobs/${job.id}`, { headers })).json();
      }
      assert.match(job.error?.message ?? '', /line 2/i);
    }));

  it('ends with Ctrl-C, leaving the port free', () =>
    withSandbox([], async ({ url, interrupt }) => {
      const { code } = await interrupt();
      assert.equal(code, 0);
      await assert.rejects(fetch(`${url}/models`));
      const server = createServer().listen(Number(new URL(url).port), '127.0.0.1');
      await once(server, 'listening');
      server.close();
    }));

  it('takes the port that is asked for, and says when it is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await withFolder({}, async cwd => {
      const { code, stdout, stderr } = await runCli(['sandbox', '--port', String(port), '--dir', '.'], {
        cwd,
      });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, new RegExp(String(port)));
    });
    server.close();
    await once(server, 'close');
    await withSandbox(['--port', String(port)], async ({ url }) => {
      assert.equal(new URL(url).port, String(port));
    });
  });

  for (const port of ['70000', '-1', 'x', '1.5'])
    it(`refuses --port ${port}`, async () => {
      assert.equal((await runCli(['sandbox', `--port=${port}`], { cwd: '.' })).code, 2);
    });
});
