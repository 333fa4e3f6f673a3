import assert from 'node:assert/strict';
import { TestSandbox } from './support/sandbox.ts';

const line = (id: string, content = 'hi', more: object = {}) =>
  JSON.stringify({
    ...{ custom_id: id, method: 'POST', url: '/v1/chat/completions' },
    body: { model: 'sandbox-base', messages: [{ role: 'user', content }] },
    ...more,
  });

async function begin(sandbox: TestSandbox, lines: readonly string[]): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('file', new File([lines.join('\n')], 'requests.jsonl'));
  const { id: file } = await sandbox.ok('POST', '/files', form);
  const create = { input_file_id: file, endpoint: '/v1/chat/completions', completion_window: '24h' };
  return (await sandbox.ok('POST', '/batches', create)).id;
}

async function untilEnded(sandbox: TestSandbox, id: string) {
  for (let look = 0; look < 20; look++) {
    const batch = await sandbox.ok('GET', `/batches/${id}`);
    if (['completed', 'failed', 'cancelled'].includes(batch.status)) return batch;
  }
  throw new Error('It never ends.');
}

async function linesOf(sandbox: TestSandbox, file: string) {
  const { body } = await sandbox.call('GET', `/files/${file}/content`);
  return String(body)
    .trim()
    .split('\n')
    .map(text => JSON.parse(text));
}

describe('sandbox: batches', () => {
  it('answers every request, and puts those that fail apart', async () => {
    const sandbox = new TestSandbox();
    const lines = Array.from({ length: 150 }, (_, index) => line(`r${index}`, `question ${index}`));
    const bad = line('bad', 'hi', { body: { model: 'sandbox-base', messages: [] } });
    const id = await begin(sandbox, [...lines, bad]);
    const batch = await untilEnded(sandbox, id);
    assert.deepEqual(
      [batch.status, batch.request_counts],
      ['completed', { total: 151, completed: 150, failed: 1 }],
    );
    const answers = await linesOf(sandbox, batch.output_file_id);
    assert.equal(new Set(answers.map(one => one.custom_id)).size, 150);
    assert.equal(answers[0].response.body.object, 'chat.completion');
    const [error] = await linesOf(sandbox, batch.error_file_id);
    assert.deepEqual([error.custom_id, error.response.status_code], ['bad', 400]);
  });

  const faults: [what: string, lines: string[], code: string][] = [
    ['no JSON', ['{'], 'invalid_json_line'],
    ['an id twice', [line('a'), line('a')], 'duplicate_custom_id'],
    ['another url', [line('a', 'hi', { url: '/v1/embeddings' })], 'mismatched_url'],
    ['another method', [line('a', 'hi', { method: 'GET' })], 'invalid_method'],
    [
      'two models',
      [line('a'), line('b', 'hi', { body: { model: 'other', messages: [] } })],
      'mismatched_model',
    ],
  ];
  for (const [what, lines, code] of faults) {
    it(`fails a file with ${what}`, async () => {
      const sandbox = new TestSandbox();
      const batch = await untilEnded(sandbox, await begin(sandbox, lines));
      assert.deepEqual([batch.status, batch.errors.data[0].code], ['failed', code]);
    });
  }

  it('keeps what was answered before it was cancelled, and cancels nothing that has ended', async () => {
    const sandbox = new TestSandbox();
    const id = await begin(
      sandbox,
      Array.from({ length: 250 }, (_, index) => line(`r${index}`)),
    );
    await sandbox.ok('GET', `/batches/${id}`);
    await sandbox.ok('GET', `/batches/${id}`);
    assert.equal((await sandbox.ok('POST', `/batches/${id}/cancel`)).status, 'cancelling');
    const batch = await untilEnded(sandbox, id);
    assert.equal(batch.status, 'cancelled');
    assert.equal((await linesOf(sandbox, batch.output_file_id)).length, 100);
    await sandbox.fails(400, 'POST', `/batches/${id}/cancel`);
  });

  it('goes on with a batch in the next sandbox on the same store', async () => {
    const first = new TestSandbox();
    const id = await begin(
      first,
      Array.from({ length: 150 }, (_, index) => line(`r${index}`)),
    );
    await first.ok('GET', `/batches/${id}`);
    await first.ok('GET', `/batches/${id}`);
    const second = new TestSandbox({ store: first.options.store });
    assert.equal((await second.ok('GET', '/batches')).data[0].id, id);
    const batch = await untilEnded(second, id);
    assert.equal((await linesOf(second, batch.output_file_id)).length, 150);
  });

  it('wants a file for batches', async () => {
    const sandbox = new TestSandbox();
    const create = { endpoint: '/v1/chat/completions', completion_window: '24h' };
    const file = await sandbox.upload(new TextEncoder().encode('{"messages": []}'));
    await sandbox.fails(400, 'POST', '/batches', { ...create, input_file_id: file });
    await sandbox.fails(404, 'POST', '/batches', { ...create, input_file_id: 'file-none' });
    await sandbox.fails(404, 'GET', '/batches/batch_none');
  });
});
