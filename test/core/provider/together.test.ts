import assert from 'node:assert/strict';
import type { StartRequest } from '../../../src/core/provider/fineTuning.ts';
import { jobStates } from '../../../src/core/provider/jobState.ts';
import { bodyOf, type FixtureAnswer, lines, recordedProvider } from './recorded.ts';
import {
  allOf,
  delta,
  eventStream,
  fetchFailed,
  finish,
  json,
  problemOf,
  sourceOf,
  sse,
  textOf,
} from './support.ts';

const together = (...answers: FixtureAnswer[]) => recordedProvider('together', { kind: 'together' }, answers);
const ref = { connectionId: 'c1', jobId: 'ft-1' };
const model = 'meta-llama/Meta-Llama-3.1-8B-Instruct-Reference';
const start = { clientId: 'job-1', model, trainingFile: 'file-7', suffix: 'mine' };
const broken = () => {
  throw fetchFailed('ECONNRESET');
};

describe('Together', () => {
  it('uploads by its own path and fields', async () => {
    const run = together('file');
    const file = await run.provider.fineTuning!.upload(sourceOf('{}\n'));
    assert.deepEqual([file.id, file.rawStatus, file.bytes], ['file-7', 'processed', 2664]);
    assert.deepEqual(lines(run), ['POST /v1/files/upload']);
    assert.match(run.seen[0]!.body, /name="file_name"\r\n\r\ntrain.jsonl\r\n/);
    assert.match(run.seen[0]!.body, /name="file_type"\r\n\r\njsonl\r\n/);
  });

  it('starts with nothing but what was set', async () => {
    const run = together('created');
    const job = await run.provider.fineTuning!.start({ clientId: 'job-1', model, trainingFile: 'file-7' });
    assert.deepEqual(bodyOf(run), { model, training_file: 'file-7' });
    assert.deepEqual([job.state, job.rawStatus, job.ref.jobId, job.cost], ['queued', 'pending', 'ft-1', 4]);
    assert.equal(job.tunedModel, undefined);
  });

  it('puts hyperparameters where Together has them', async () => {
    const run = together('created');
    await run.provider.fineTuning!.start({
      ...start,
      method: 'dpo',
      validationFile: 'file-8',
      seed: 3,
      hyperparameters: {
        n_epochs: 2,
        batch_size: 'auto',
        learning_rate: 1e-5,
        lora_r: 8,
        lora_alpha: 16,
        beta: 0.2,
      },
      extra: { from_checkpoint: 'ft-0' },
    });
    assert.deepEqual(bodyOf(run), {
      model,
      training_file: 'file-7',
      validation_file: 'file-8',
      suffix: 'mine',
      random_seed: 3,
      n_epochs: 2,
      learning_rate: 1e-5,
      training_type: { type: 'Lora', lora_r: 8, lora_alpha: 16 },
      training_method: { method: 'dpo', dpo_beta: 0.2 },
      from_checkpoint: 'ft-0',
    });
  });

  it('refuses what it has no field for', async () => {
    const run = together();
    const tuning = run.provider.fineTuning!;
    const refused: Partial<StartRequest>[] = [
      { method: 'reinforcement' },
      { hyperparameters: { eval_interval: 1 } },
      { hyperparameters: { beta: 1 } },
    ];
    for (const more of refused) {
      assert.equal((await problemOf(tuning.start({ ...start, ...more }))).code, 'not-supported');
    }
    assert.deepEqual(run.seen, []);
  });

  it('adopts the job whose creation was not answered, and no older one of the same file', async () => {
    const run = together(broken, 'jobs');
    const job = await run.provider.fineTuning!.start(start);
    assert.deepEqual([job.ref.jobId, job.adopted], ['ft-1', true]);
    const other = together(broken, 'jobs');
    const late = { ...start, attemptedAt: Date.parse('2026-11-22T00:00:00Z') };
    assert.equal((await problemOf(other.provider.fineTuning!.start(late))).data.details?.uncertain, true);
  });

  it('reads a job in each of its states', async () => {
    const run = together('running', 'completed', 'failed');
    const tuning = run.provider.fineTuning!;
    const running = await tuning.read(ref);
    assert.equal(running.estimatedFinishAt, run.context.clock.now() + 600_000);
    assert.equal(running.tunedModel, undefined);
    const done = await tuning.read(ref);
    assert.deepEqual(
      [done.state, done.method, done.trainedTokens, done.validationFile],
      ['succeeded', 'dpo', 85000, 'file-8'],
    );
    assert.equal(done.tunedModel, 'acme/Meta-Llama-3.1-8B-Instruct-Reference-mine-1');
    const failed = await tuning.read(ref);
    assert.equal(failed.state, 'failed');
    assert.ok(failed.error?.message && !failed.error.message.includes('0123456789abcdef'));
    assert.deepEqual(lines(run), Array(3).fill('GET /v1/fine-tunes/ft-1'));
  });

  it('knows every state of its description', () => {
    const described = [
      'pending',
      'queued',
      'running',
      'compressing',
      'uploading',
      'cancel_requested',
      'cancelled',
      'error',
      'completed',
    ];
    for (const state of described) assert.ok(Object.hasOwn(jobStates.together, state), state);
  });

  it('tells events and metrics once, in order', async () => {
    const run = together('events', 'metrics', 'events', 'metrics');
    const first = await run.provider.fineTuning!.events(ref);
    assert.deepEqual(
      first.events.map(event => event.rawType),
      ['job_start', 'training_start', 'warning', 'epoch_complete', 'metrics', 'metrics'],
    );
    assert.equal(first.events[2]?.level, 'warning');
    assert.deepEqual(first.events[5]?.metrics, {
      step: 14,
      values: { train_loss: 0.45, valid_loss: 0.6, train_learning_rate: 0.00009 },
    });
    assert.deepEqual((await run.provider.fineTuning!.events(ref, first.cursor)).events, []);
  });

  it('does without metrics where there are none', async () => {
    const run = together('events', [404, '']);
    assert.equal((await run.provider.fineTuning!.events(ref)).events.length, 4);
  });

  it('lists checkpoints, jobs and files, cancels, estimates, deletes', async () => {
    const run = together('checkpoints', 'jobs', 'files', 'running', 'estimate', () =>
      json({ id: 'file-7', deleted: true }),
    );
    const { fineTuning, files } = run.provider;
    assert.deepEqual(
      (await fineTuning!.checkpoints(ref)).map(item => item.id),
      ['ft-1:8', 'ft-1:16'],
    );
    assert.deepEqual(
      (await fineTuning!.list()).map(job => job.ref.jobId),
      ['ft-1', 'ft-0'],
    );
    assert.equal((await files!.list())[0]?.rawStatus, 'processing');
    await fineTuning!.cancel(ref);
    const estimate = await fineTuning!.estimate!(start);
    assert.deepEqual(estimate, { price: 4, trainTokens: 85000, validationTokens: 1000, allowed: true });
    assert.deepEqual(bodyOf(run, 4), { model, training_file: 'file-7' });
    await files!.delete('file-7');
    assert.deepEqual(lines(run), [
      'GET /v1/fine-tunes/ft-1/checkpoints',
      'GET /v1/fine-tunes',
      'GET /v1/files',
      'POST /v1/fine-tunes/ft-1/cancel',
      'POST /v1/fine-tunes/estimate-price',
      'DELETE /v1/files/file-7',
    ]);
  });

  it('chats in OpenAI’s shape, with its own word for the end', async () => {
    const run = together(() => eventStream(sse(delta('Hi'), finish('eos'), '[DONE]')));
    const events = await allOf(run.provider.chat({ model, messages: [] }));
    assert.equal(textOf(events), 'Hi');
    assert.ok(events.some(event => event.type === 'finish' && event.reason === 'stop'));
  });
});
