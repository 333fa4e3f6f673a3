import assert from 'node:assert/strict';
import path from 'node:path';
import { WorkerClient } from '../../../src/node/workerClient.ts';
import type { LintContract } from '../../../src/protocol/lint.ts';
import { fromRoot } from '../../support/root.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const OPEN = {
  uri: 'a',
  version: 1,
  name: 'a.jsonl',
  source: { text: '{"prompt":"a","completion":"b"},', byteOrderMark: false },
  settings: { target: 'generic', rules: {} },
};

describe('WorkerClient', () => {
  it('starts the built worker at the first request, and again after it was ended', async () => {
    const client = new WorkerClient<LintContract>(fromRoot('dist/lintWorker.cjs'));
    try {
      assert.equal((await client.call('open', OPEN)).examples, 1);
      client.kill();
      await assert.rejects(client.call('change', { uri: 'a', version: 2, edits: [] }), { code: 'not-found' });
      assert.equal((await client.call('open', OPEN)).examples, 1);
    } finally {
      client.dispose();
    }
  });

  it('settles what waits when the worker dies, says so, and starts another', () =>
    withFolder({ 'worker.cjs': DYING }, async folder => {
      let deaths = 0;
      const client = new WorkerClient<LintContract>(path.join(folder, 'worker.cjs'), () => deaths++);
      for (const attempt of [1, 2]) {
        await assert.rejects(client.call('close', { uri: 'a' }), { code: 'internal' });
        assert.equal(deaths, attempt);
      }
      client.dispose();
    }));

  it('says what is wrong when there is no worker', async () => {
    const client = new WorkerClient<LintContract>('/nowhere/worker.cjs');
    await assert.rejects(client.call('close', { uri: 'a' }), { code: 'internal' });
    client.dispose();
  });

  it('asks nothing of a worker once it is disposed', async () => {
    const client = new WorkerClient<LintContract>(fromRoot('dist/lintWorker.cjs'));
    client.dispose();
    await assert.rejects(async () => client.call('close', { uri: 'a' }), { code: 'internal' });
  });
});

const DYING = `require('node:worker_threads').parentPort.on('message', () => process.exit(3));`;
