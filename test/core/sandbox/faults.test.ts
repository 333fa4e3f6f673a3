import assert from 'node:assert/strict';
import { FAULT_HEADER } from '../../../src/core/sandbox/http/faults.ts';
import { chatFile, reviews } from './support/datasets.ts';
import { type Json, TestSandbox, TOKEN } from './support/sandbox.ts';

const ASK = { model: 'sandbox-base', messages: [{ role: 'user', content: 'Answer yes or no.' }] };

describe('sandbox: rehearsed faults', () => {
  const failures: [string, number, string | null][] = [
    ['unauthorized', 401, 'invalid_api_key'],
    ['training-not-available', 403, 'training_not_available'],
    ['rate-limited; retry-after=7', 429, 'rate_limit_exceeded'],
    ['rate-limited', 429, 'rate_limit_exceeded'],
    ['server-error', 500, null],
    ['nonsense', 400, 'unknown_fault'],
  ];
  for (const [fault, status, code] of failures) {
    it(`answer ${status} to ${fault}`, async () => {
      const answered = await new TestSandbox().call('POST', '/chat/completions', ASK, {
        [FAULT_HEADER]: fault,
      });
      assert.deepEqual([answered.status, answered.body.error.code], [status, code]);
      assert.equal(answered.headers.get('retry-after'), fault.includes('=') ? '7' : null);
      assert.match(answered.headers.get('x-request-id') ?? '', /^req_/);
    });
  }

  it('are planned by the program for some requests', async () => {
    const sandbox = new TestSandbox();
    const { faults } = sandbox.sandbox;
    faults.inject({ kind: 'server-error' }, { method: 'POST', path: '/v1/chat', times: 2 });
    await sandbox.ok('GET', '/models');
    await sandbox.fails(500, 'POST', '/chat/completions', ASK);
    await sandbox.fails(500, 'POST', '/chat/completions', ASK);
    await sandbox.ok('POST', '/chat/completions', ASK);
    const planned = faults.inject({ kind: 'rate-limited', retryAfter: 1 });
    await sandbox.fails(429, 'GET', '/models');
    planned.dispose();
    await sandbox.ok('GET', '/models');
  });

  it('never answer until the caller gives up', async () => {
    const sandbox = new TestSandbox();
    const aborting = new AbortController();
    const answer = sandbox.sandbox.fetch('http://sandbox.test/v1/models', {
      headers: { authorization: `Bearer ${TOKEN}`, [FAULT_HEADER]: 'timeout' },
      signal: aborting.signal,
    });
    aborting.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    assert.equal(sandbox.clock.pending, 0);
  });

  it('give up waiting themselves in the end', async () => {
    const sandbox = new TestSandbox();
    const answer = sandbox.call('GET', '/models', undefined, { [FAULT_HEADER]: 'timeout' });
    await new Promise(resolve => setImmediate(resolve));
    sandbox.clock.advance(600_000);
    assert.equal((await answer).status, 504);
  });

  it('cut a stream after some chunks, and a plain answer in half', async () => {
    const sandbox = new TestSandbox();
    const read = async (fault: string, body: object): Promise<{ text: string; cut: boolean }> => {
      const response = await sandbox.sandbox.fetch('http://sandbox.test/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, [FAULT_HEADER]: fault },
        body: JSON.stringify({ ...ASK, ...body }),
      });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      try {
        for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
        return { text, cut: false };
      } catch {
        return { text, cut: true };
      }
    };
    const stream = await read('cut-stream; after=2', { stream: true });
    assert.deepEqual([stream.cut, stream.text.match(/data: /g)?.length], [true, 2]);
    const plain = await read('cut-stream', {});
    assert.equal(plain.cut, true);
    assert.ok(plain.text.length > 10);
    assert.throws(() => JSON.parse(plain.text));
  });

  it('break a file', async () => {
    const sandbox = new TestSandbox();
    const training = chatFile(reviews(12, 1));
    const file = await sandbox.upload(training, 'data.jsonl', { [FAULT_HEADER]: 'failed-file' });
    assert.equal((await sandbox.ok('GET', `/files/${file}`)).status, 'error');
    const body = { model: 'sandbox-base', training_file: file };
    assert.equal((await sandbox.fails(400, 'POST', '/fine_tuning/jobs', body)).code, 'invalid_training_file');
    const id = await sandbox.createJob(training, {}, { [FAULT_HEADER]: 'failed-file' });
    await sandbox.sandbox.idle();
    assert.equal((await sandbox.job(id)).error.code, 'invalid_training_file');
  });

  it('let a job die at a step', async () => {
    const sandbox = new TestSandbox();
    const settings = { hyperparameters: { n_epochs: 2, batch_size: 4 } };
    const id = await sandbox.createJob(chatFile(reviews(20, 1)), settings, {
      [FAULT_HEADER]: 'die-at-step; step=7',
    });
    await sandbox.sandbox.idle();
    const job = await sandbox.job(id);
    assert.deepEqual([job.status, job.error.code], ['failed', 'server_error']);
    const checkpoints = (await sandbox.ok('GET', `/fine_tuning/jobs/${id}/checkpoints`)).data;
    assert.deepEqual(
      checkpoints.map((checkpoint: Json) => checkpoint.step_number),
      [5],
    );
  });
});

describe('sandbox: access', () => {
  it('is for bearers of the token only', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`]) {
      const error = await new TestSandbox().fails(401, 'GET', '/models', undefined, { authorization });
      assert.equal(error.code, 'invalid_api_key');
      assert.ok(!JSON.stringify(error).includes(TOKEN));
    }
  });

  it('is free when no token is configured', async () => {
    const { token: _none, ...options } = new TestSandbox().options;
    const sandbox = new TestSandbox({ ...options, token: undefined as never });
    await sandbox.ok('GET', '/models', undefined, { authorization: '' });
  });

  it('tells wrong addresses and wrong methods apart', async () => {
    const sandbox = new TestSandbox();
    assert.equal((await sandbox.fails(404, 'GET', '/nothing')).code, 'unknown_url');
    assert.equal((await sandbox.fails(405, 'DELETE', '/models')).code, 'method_not_supported');
    assert.equal((await sandbox.fails(404, 'GET', '/files/%zz')).code, 'unknown_url');
  });
});
