import assert from 'node:assert/strict';
import { ROUTES } from '../../../src/core/sandbox/routeTable.ts';
import { checkedRoutes, DEVIATIONS, hasContract } from './support/contract.ts';
import { chatFile, reviews } from './support/datasets.ts';
import { haltingTrainer, TestSandbox } from './support/sandbox.ts';

/** Routes whose answers OpenAI's description does not give. */
const UNDESCRIBED: Record<string, string> = {
  'POST /completions': 'the legacy answer is not in the cut description',
  'GET /files/:id/content': 'the content itself',
  'DELETE /fine_tuning/jobs/:id': 'from Azure',
};

describe('sandbox: contract', () => {
  before(function () {
    // Without OpenAI's description, which is not part of this repository, there is nothing to hold answers against.
    if (!hasContract) this.skip();
  });

  it('every answer has the shape that OpenAI describes', async () => {
    const { train, halted, go } = haltingTrainer(1);
    const sandbox = new TestSandbox({ train });
    const file = await sandbox.upload(chatFile(reviews(20, 1)));
    const form = new FormData();
    form.set('data', new File(['ab'], 'part'));
    const upload = { filename: 'a.jsonl', purpose: 'fine-tune', bytes: 2, mime_type: 'text/jsonl' };
    const { id: first } = await sandbox.ok('POST', '/uploads', upload);
    await sandbox.ok('POST', `/uploads/${first}/cancel`);
    const { id: second } = await sandbox.ok('POST', '/uploads', upload);
    const part = await sandbox.ok('POST', `/uploads/${second}/parts`, form);
    await sandbox.ok('POST', `/uploads/${second}/complete`, { part_ids: [part.id] });

    const create = {
      model: 'sandbox-base',
      training_file: file,
      validation_file: file,
      suffix: 'a',
      metadata: { a: 'b' },
    };
    const { id } = await sandbox.ok('POST', '/fine_tuning/jobs', create);
    await halted;
    await sandbox.ok('POST', `/fine_tuning/jobs/${id}/pause`);
    await sandbox.sandbox.idle();
    go();
    await sandbox.ok('POST', `/fine_tuning/jobs/${id}/resume`);
    await sandbox.sandbox.idle();
    const { id: dropped } = await sandbox.ok('POST', '/fine_tuning/jobs', create);
    await sandbox.ok('POST', `/fine_tuning/jobs/${dropped}/cancel`);
    await sandbox.sandbox.idle();
    const { fine_tuned_model: model } = await sandbox.job(id);
    for (const path of [
      '/fine_tuning/jobs',
      `/fine_tuning/jobs/${id}/events`,
      `/fine_tuning/jobs/${id}/checkpoints`,
    ]) {
      assert.ok((await sandbox.ok('GET', path)).data.length > 0, path);
    }

    const ask = { model, messages: [{ role: 'user', content: 'hi' }] };
    await sandbox.ok('POST', '/chat/completions', { ...ask, n: 2 });
    await sandbox.ok('POST', '/chat/completions', {
      ...ask,
      stream: true,
      stream_options: { include_usage: true },
    });
    await sandbox.ok('POST', '/completions', { model, prompt: 'hi' });
    const requests = new FormData();
    requests.set('purpose', 'batch');
    const request = { custom_id: 'a', method: 'POST', url: '/v1/chat/completions', body: ask };
    requests.set('file', new File([JSON.stringify(request)], 'requests.jsonl'));
    const { id: input } = await sandbox.ok('POST', '/files', requests);
    const { id: batch } = await sandbox.ok('POST', '/batches', {
      ...{ input_file_id: input, endpoint: '/v1/chat/completions', completion_window: '24h' },
    });
    await sandbox.ok('GET', '/batches');
    for (let look = 0; look < 3; look++) await sandbox.ok('GET', `/batches/${batch}`);
    const { id: stopped } = await sandbox.ok('POST', '/batches', {
      ...{ input_file_id: input, endpoint: '/v1/chat/completions', completion_window: '24h' },
    });
    await sandbox.ok('POST', `/batches/${stopped}/cancel`);
    const grader = { type: 'string_check', name: 'g', input: 'a', reference: 'a', operation: 'eq' };
    await sandbox.ok('POST', '/fine_tuning/alpha/graders/validate', { grader });
    await sandbox.ok('POST', '/fine_tuning/alpha/graders/run', { grader, model_sample: 'a' });
    for (const path of ['/models', `/models/${model}`, '/files', `/files/${file}`])
      await sandbox.ok('GET', path);
    await sandbox.ok('DELETE', `/models/${model}`);
    await sandbox.ok('DELETE', `/files/${file}`);
    await sandbox.fails(404, 'GET', `/files/${file}`);

    const described = ROUTES.map(({ method, path }) => `${method} ${path}`).filter(
      route => !(route in UNDESCRIBED),
    );
    const shape = (route: string): string => route.replace(/[:{]\w+\}?/g, '*');
    const checked = new Set([...checkedRoutes].map(shape));
    assert.deepEqual(
      described.filter(route => !checked.has(shape(route))),
      [],
    );
    assert.ok(checked.has('POST /chat/completions (stream)'));
  });

  it('every deviation has a reason', () => {
    for (const { reason } of DEVIATIONS) assert.ok(reason.length > 10);
  });
});
