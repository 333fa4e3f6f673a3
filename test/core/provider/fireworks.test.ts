import assert from 'node:assert/strict';
import type { StartRequest } from '../../../src/core/provider/fineTuning.ts';
import { FireworksAccount, slug } from '../../../src/core/provider/fireworksAccount.ts';
import { uploadDataset } from '../../../src/core/provider/fireworksDatasets.ts';
import { Transport } from '../../../src/core/provider/transport.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { bodyOf, type FixtureAnswer, fixture, lines, recordedProvider } from './recorded.ts';
import { connectionTo, contextWith, fetchFailed, json, problemOf, sourceOf } from './support.ts';

const fireworks = (...answers: FixtureAnswer[]) =>
  recordedProvider('fireworks', { kind: 'fireworks', accountId: 'acme' }, answers);
const ref = { connectionId: 'c1', jobId: 'tw-job-1', collection: 'supervisedFineTuningJobs' };
const start = {
  clientId: 'job-1',
  model: 'llama-v3p1-8b-instruct',
  trainingFile: 'accounts/acme/datasets/train-1',
};
const jobPath = '/v1/accounts/acme/supervisedFineTuningJobs';

describe('Fireworks', () => {
  it('makes a dataset, sends the file and waits until it is ready', async () => {
    const run = fireworks('dataset-uploading', () => json({}), 'dataset-uploading', 'dataset-ready');
    const file = await run.provider.fineTuning!.upload(sourceOf('{}\n', 'My Train.jsonl'));
    assert.deepEqual([file.id, file.rawStatus], ['accounts/acme/datasets/train-1', 'READY']);
    const [create, send, read] = lines(run);
    assert.equal(create, 'POST /v1/accounts/acme/datasets');
    const { datasetId, dataset } = bodyOf(run) as { datasetId: string; dataset: object };
    assert.match(datasetId, /^my-train-[a-z0-9]+$/);
    assert.deepEqual(dataset, { userUploaded: {} });
    assert.equal(send, `POST /v1/accounts/acme/datasets/${datasetId}:upload`);
    assert.equal(read, `GET /v1/accounts/acme/datasets/${datasetId}`);
  });

  it('sends a large file to a signed address, without the key', async () => {
    const answers = [
      json(fixture('fireworks', 'dataset-uploading')),
      json(fixture('fireworks', 'upload-endpoint')),
      new Response(''),
      json({}),
      json(fixture('fireworks', 'dataset-ready')),
    ];
    const seen: Request[] = [];
    const context = contextWith(
      async request => {
        seen.push(request.clone());
        await request.arrayBuffer();
        return answers.shift()!;
      },
      { clock: new FakeClock({ auto: true }) },
    );
    const connection = connectionTo('https://api.example.test', { kind: 'fireworks', accountId: 'acme' });
    const account = new FireworksAccount(connection, new Transport(connection, context));
    const progress: number[] = [];
    await uploadDataset(
      sourceOf('0123456789'),
      { onProgress: sent => progress.push(sent) },
      account,
      undefined,
      5,
    );
    const put = seen[2]!;
    assert.deepEqual(
      [put.method, new URL(put.url).host, await put.text()],
      ['PUT', 'storage.example', '0123456789'],
    );
    assert.equal(put.headers.get('authorization'), null);
    assert.equal(put.headers.get('x-goog-content-length-range'), '10,10');
    assert.deepEqual(await seen[1]!.json(), { filenameToSize: { 'train.jsonl': '10' } });
    assert.ok(seen[3]!.url.endsWith(':validateUpload'));
    assert.equal(progress.at(-1), 10);
    assert.ok(!context.lines.join().includes('0123456789abcdef'), 'the signed address was logged');
  });

  it('finds the account by itself when the key has only one', async () => {
    const run = recordedProvider('fireworks', { kind: 'fireworks' }, ['accounts', 'running', 'running']);
    await run.provider.fineTuning!.read(ref);
    await run.provider.fineTuning!.read(ref);
    assert.deepEqual(lines(run), ['GET /v1/accounts', `GET ${jobPath}/tw-job-1`, `GET ${jobPath}/tw-job-1`]);
  });

  it('asks for the account when there are several', async () => {
    const run = recordedProvider('fireworks', { kind: 'fireworks' }, [
      () => json({ accounts: [{ name: 'a' }, { name: 'b' }] }),
    ]);
    assert.equal((await problemOf(run.provider.fineTuning!.read(ref))).data.reason, 'no-account');
  });

  it('starts a supervised job under our own id', async () => {
    const run = fireworks('created');
    const job = await run.provider.fineTuning!.start({
      ...start,
      suffix: 'mine',
      validationFile: 'accounts/acme/datasets/valid-1',
      hyperparameters: { n_epochs: 2, learning_rate: 0.0001, lora_rank: 8, batch_size: 'auto' },
    });
    assert.deepEqual(lines(run), [`POST ${jobPath}?supervisedFineTuningJobId=tw-job-1`]);
    assert.deepEqual(bodyOf(run), {
      dataset: start.trainingFile,
      evaluationDataset: 'accounts/acme/datasets/valid-1',
      baseModel: 'accounts/fireworks/models/llama-v3p1-8b-instruct',
      outputModel: 'accounts/acme/models/mine-job-1',
      epochs: 2,
      learningRate: 0.0001,
      loraRank: 8,
    });
    assert.deepEqual([job.ref, job.state, job.recognised], [ref, 'queued', true]);
  });

  it('starts DPO in its own collection', async () => {
    const run = fireworks(() => json((fixture('fireworks', 'dpo-jobs') as { dpoJobs: object[] }).dpoJobs[0]));
    const job = await run.provider.fineTuning!.start({
      ...start,
      method: 'dpo',
      model: 'accounts/x/models/y',
    });
    assert.deepEqual(lines(run), ['POST /v1/accounts/acme/dpoJobs?dpoJobId=tw-job-1']);
    assert.deepEqual(bodyOf(run), {
      dataset: start.trainingFile,
      trainingConfig: { baseModel: 'accounts/x/models/y' },
    });
    assert.deepEqual(
      [job.ref.collection, job.method, job.hyperparameters],
      ['dpoJobs', 'dpo', { n_epochs: 1 }],
    );
  });

  it('adopts the job that exists already, or whose creation was not answered', async () => {
    const exists = fireworks([409, 'error-exists'], 'created');
    assert.equal((await exists.provider.fineTuning!.start(start)).adopted, true);
    const lost = fireworks(() => Promise.reject(fetchFailed('ECONNRESET')) as never, 'created');
    assert.equal((await lost.provider.fineTuning!.start(start)).adopted, true);
    const again = fireworks([404, 'error-not-found'], 'created');
    assert.equal((await again.provider.fineTuning!.start({ ...start, again: true })).adopted, undefined);
  });

  it('refuses what it has no field for', async () => {
    const run = fireworks();
    const refused: Partial<StartRequest>[] = [
      { method: 'reinforcement' },
      { seed: 1 },
      { hyperparameters: { beta: 1 } },
    ];
    for (const more of refused) {
      assert.equal(
        (await problemOf(run.provider.fineTuning!.start({ ...start, ...more }))).code,
        'not-supported',
      );
    }
    assert.deepEqual(run.seen, []);
  });

  it('reads a job in each of its states', async () => {
    const run = fireworks('running', 'completed', 'failed', 'paused', () =>
      json({ state: 'JOB_STATE_DREAMING' }),
    );
    const tuning = run.provider.fineTuning!;
    const running = await tuning.read(ref);
    assert.deepEqual(
      [running.state, running.progressPercent, running.cost, running.tunedModel],
      ['running', 40, 1.5, undefined],
    );
    assert.ok(!JSON.stringify(running).includes('0123456789abcdef'));
    const done = await tuning.read(ref);
    assert.deepEqual([done.state, done.tunedModel], ['succeeded', 'accounts/acme/models/mine-job-1']);
    assert.equal((await tuning.read(ref)).error?.message, 'Dataset has too few examples: 2');
    assert.equal((await tuning.read(ref)).state, 'paused');
    const unknown = await tuning.read(ref);
    assert.deepEqual(
      [unknown.state, unknown.rawStatus, unknown.recognised],
      ['running', 'JOB_STATE_DREAMING', false],
    );
  });

  it('lists jobs and datasets, cancels, resumes, deletes; tells no events', async () => {
    const run = fireworks(
      'jobs',
      'dpo-jobs',
      'datasets',
      () => json({}),
      'paused',
      () => json({}),
      'running',
      () => json({}),
      () => json({}),
    );
    const { fineTuning, files, deleteModel } = run.provider;
    assert.deepEqual(
      (await fineTuning!.list()).map(job => job.ref.jobId),
      ['tw-job-2', 'tw-job-1'],
    );
    assert.equal((await files!.list())[0]?.name, 'Training');
    await fineTuning!.cancel(ref);
    await fineTuning!.resume!(ref);
    await files!.delete('accounts/acme/datasets/train-1');
    await deleteModel!('accounts/acme/models/mine-job-1');
    assert.deepEqual(await fineTuning!.events(ref), { events: [] });
    assert.deepEqual(await fineTuning!.checkpoints(ref), []);
    assert.deepEqual(lines(run).slice(3), [
      `POST ${jobPath}/tw-job-1:cancel`,
      `GET ${jobPath}/tw-job-1`,
      `POST ${jobPath}/tw-job-1:resume`,
      `GET ${jobPath}/tw-job-1`,
      'DELETE /v1/accounts/acme/datasets/train-1',
      'DELETE /v1/accounts/acme/models/mine-job-1',
    ]);
  });

  it('chats beside, under /inference', async () => {
    const run = fireworks(() =>
      json({ data: [{ id: 'accounts/fireworks/models/x', context_length: 131072 }] }),
    );
    assert.equal((await run.provider.listModels())[0]?.contextTokens, 131072);
    assert.deepEqual(lines(run), ['GET /inference/v1/models']);
  });

  it('makes ids of what they may be made of', () => {
    assert.equal(slug('My File (2).v3'), 'my-file-2-v3');
    assert.equal(slug('___'), 'x');
    assert.ok(slug('a'.repeat(80)).length <= 63);
  });
});
