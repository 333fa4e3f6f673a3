import assert from 'node:assert/strict';
import type { StartRequest } from '../../../src/core/provider/fineTuning.ts';
import { bodyOf, type FixtureAnswer, fixture, lines, recordedProvider } from './recorded.ts';
import { brokenBody, eventStream, fetchFailed, json, problemOf, sourceOf, sse } from './support.ts';

const localai = (...answers: FixtureAnswer[]) =>
  recordedProvider('localai', { kind: 'localai', baseUrl: 'http://localhost:8080/v1' }, answers);
const ref = { connectionId: 'c1', jobId: '3f0d' };
const dataset = '/data/fine-tune/datasets/0f8c-train.jsonl';
const model = 'TinyLlama/TinyLlama-1.1B-Chat-v1.0';
const start = { clientId: 'job-1', model, trainingFile: dataset };
const progress = () => sse(...(fixture('localai', 'progress') as object[]));
const root = '/api/fine-tuning';

describe('LocalAI', () => {
  it('uploads a dataset, whose path is its id', async () => {
    const run = localai('dataset');
    const file = await run.provider.fineTuning!.upload(sourceOf('{}\n'));
    assert.deepEqual(file, { id: dataset, name: 'train.jsonl', bytes: 3 });
    assert.deepEqual(lines(run), [`POST ${root}/datasets`]);
  });

  it('starts with nothing but what was set', async () => {
    const run = localai([201, 'created']);
    const job = await run.provider.fineTuning!.start(start);
    assert.deepEqual(bodyOf(run), { model, dataset_source: dataset });
    assert.deepEqual([job.ref, job.state, job.rawStatus], [ref, 'queued', 'queued']);
  });

  it('puts hyperparameters where LocalAI has them', async () => {
    const run = localai([201, 'created']);
    const hyperparameters = {
      n_epochs: 2,
      learning_rate: 0.0002,
      lora_r: 16,
      lora_alpha: 32,
      beta: 0.1,
      max_seq_length: 512,
      batch_size: 'auto',
    };
    await run.provider.fineTuning!.start({ ...start, method: 'dpo', seed: 7, hyperparameters });
    assert.deepEqual(bodyOf(run), {
      model,
      dataset_source: dataset,
      training_method: 'dpo',
      seed: 7,
      num_epochs: 2,
      learning_rate: 0.0002,
      adapter_rank: 16,
      adapter_alpha: 32,
      extra_options: { beta: '0.1', max_seq_length: '512' },
    });
  });

  it('refuses what it has no field for', async () => {
    const run = localai();
    const tuning = run.provider.fineTuning!;
    const refused: Partial<StartRequest>[] = [
      { method: 'reinforcement' },
      { validationFile: 'x' },
      { suffix: 'x' },
      { hyperparameters: { n_evals: 1 } },
    ];
    for (const more of refused) {
      assert.equal((await problemOf(tuning.start({ ...start, ...more }))).code, 'not-supported');
    }
    assert.deepEqual(run.seen, []);
  });

  it('adopts the job on our dataset whose creation was not answered', async () => {
    const run = localai(() => {
      throw fetchFailed('ECONNRESET');
    }, 'jobs');
    const job = await run.provider.fineTuning!.start(start);
    assert.deepEqual([job.ref.jobId, job.adopted], ['3f0d', true]);
  });

  it('reads a job in each of its states', async () => {
    const run = localai('training', 'exported', 'failed', () => json({ id: '3f0d', status: 'pondering' }));
    const tuning = run.provider.fineTuning!;
    const training = await tuning.read(ref);
    assert.deepEqual(
      [training.state, training.trainingFile, training.hyperparameters],
      ['running', dataset, { n_epochs: 2, learning_rate: 0.0002 }],
    );
    const exported = await tuning.read(ref);
    assert.deepEqual(
      [exported.state, exported.method, exported.tunedModel],
      ['succeeded', 'dpo', 'tinyllama-ft-3f0d'],
    );
    assert.equal((await tuning.read(ref)).error?.message, 'CUDA out of memory');
    assert.deepEqual((await tuning.read(ref)).recognised, false);
  });

  it('listens to the progress until it falls silent', async () => {
    const stalled = () => new Response(brokenBody([progress()], 'never'));
    const run = localai('training', stalled, 'training', stalled);
    const first = await run.provider.fineTuning!.events(ref);
    assert.deepEqual(
      first.events.map(event => event.id),
      ['loading_model 0', 'training 1', 'training 2'],
    );
    assert.equal(first.events[0]?.metrics, undefined);
    assert.deepEqual(first.events[2]?.metrics, {
      step: 2,
      totalSteps: 4,
      epoch: 1,
      values: { train_loss: 2.25, valid_loss: 2.75, learning_rate: 0.0001, grad_norm: 1.25 },
    });
    const second = await run.provider.fineTuning!.events(ref, first.cursor);
    assert.deepEqual([second.events, second.cursor], [[], first.cursor]);
    assert.equal(run.context.clock.pending, 0);
    assert.deepEqual(lines(run).slice(0, 2), [`GET ${root}/jobs/3f0d`, `GET ${root}/jobs/3f0d/progress`]);
  });

  it('takes a stream that ends, and garbage in it', async () => {
    const run = localai('training', () => eventStream(`${progress()}data: {oops\n\ndata: 7\n\n`));
    assert.equal((await run.provider.fineTuning!.events(ref)).events.length, 3);
  });

  it('stops listening when it is cancelled', async () => {
    const control = new AbortController();
    const run = localai('training', () => {
      setImmediate(() => control.abort());
      return new Response(brokenBody([], 'never'));
    });
    await assert.rejects(run.provider.fineTuning!.events(ref, undefined, control.signal), {
      name: 'AbortError',
    });
    assert.equal(run.context.clock.pending, 0);
  });

  it('does not ask a finished job for its progress', async () => {
    const run = localai('exported');
    assert.deepEqual(await run.provider.fineTuning!.events(ref, '2 training'), {
      events: [],
      cursor: '2 training',
    });
  });

  it('lists checkpoints and jobs, and stops without deleting', async () => {
    const run = localai('checkpoints', 'jobs', () => json({ status: 'stopped' }), 'training');
    const tuning = run.provider.fineTuning!;
    assert.deepEqual(
      (await tuning.checkpoints(ref)).map(item => [item.step, item.values.train_loss]),
      [
        [2, 2.25],
        [4, 2],
      ],
    );
    assert.deepEqual(
      (await tuning.list()).map(job => job.state),
      ['running', 'cancelled'],
    );
    await tuning.cancel(ref);
    assert.deepEqual(lines(run), [
      `GET ${root}/jobs/3f0d/checkpoints`,
      `GET ${root}/jobs`,
      `POST ${root}/jobs/3f0d/stop`,
      `GET ${root}/jobs/3f0d`,
    ]);
  });

  it('tells its errors', async () => {
    const run = localai([400, 'error']);
    const problem = await problemOf(run.provider.fineTuning!.start(start));
    assert.deepEqual([problem.code, problem.data.cause], ['rejected', 'dataset_source is required']);
  });
});
