import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/provider/connection.ts';
import { recorded, ref, start } from './openaiRecorded.ts';
import { json } from './support.ts';

describe('jobs of OpenAI’s shape', () => {
  it('are started with nothing but what was set, and our id', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1', status: 'validating_files' }));
    const job = await provider.fineTuning!.start(start);
    assert.deepEqual([job.ref, job.state, job.rawStatus], [ref, 'validating', 'validating_files']);
    assert.deepEqual(seen[0]?.body, {
      model: start.model,
      training_file: 'file-1',
      metadata: { tunewright_job: 'job-1' },
    });
  });

  it('carry method, hyperparameters, grader and the rest where they were set', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1' }));
    const grader = { type: 'string_check', name: 'g', input: 'a', reference: 'b', operation: 'eq' };
    await provider.fineTuning!.start({
      ...start,
      method: 'reinforcement',
      validationFile: 'file-2',
      suffix: 'mine',
      seed: 7,
      hyperparameters: { n_epochs: 'auto', eval_interval: 5 },
      grader,
      metadata: { team: 'a' },
      extra: { trainingType: 'GlobalStandard' },
    });
    assert.deepEqual(seen[0]?.body, {
      model: start.model,
      training_file: 'file-1',
      validation_file: 'file-2',
      suffix: 'mine',
      seed: 7,
      method: {
        type: 'reinforcement',
        reinforcement: { hyperparameters: { n_epochs: 'auto', eval_interval: 5 }, grader },
      },
      metadata: { team: 'a', tunewright_job: 'job-1' },
      trainingType: 'GlobalStandard',
    });
  });

  it('take hyperparameters at the top where "method" is not known', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1' }), { kind: 'nebius' });
    await provider.fineTuning!.start({ ...start, hyperparameters: { n_epochs: 3, lora: true } });
    const body = seen[0]?.body as Record<string, unknown>;
    assert.deepEqual([body.hyperparameters, body.method], [{ n_epochs: 3, lora: true }, undefined]);
  });

  it('are looked for before they are started again', async () => {
    const mine = { id: 'ftjob-1', status: 'running', metadata: { tunewright_job: 'job-1' } };
    const { seen, provider } = recorded(() => json({ object: 'list', data: [{ id: 'other' }, mine] }));
    const job = await provider.fineTuning!.start({ ...start, again: true });
    assert.equal(job.adopted, true);
    assert.deepEqual(
      seen.map(item => item.line),
      ['GET /v1/fine_tuning/jobs?metadata[tunewright_job]=job-1'],
    );
  });

  it('are not found by a server that ignores the filter and has others', async () => {
    const { provider } = recorded(() =>
      json({ data: [{ id: 'other', metadata: { tunewright_job: 'job-2' } }] }),
    );
    assert.equal(await provider.fineTuning!.find(start), undefined);
  });

  const states: [string, string, boolean][] = [
    ['validating_files', 'validating', true],
    ['queued', 'queued', true],
    ['running', 'running', true],
    ['paused', 'paused', true],
    ['succeeded', 'succeeded', true],
    ['failed', 'failed', true],
    ['cancelled', 'cancelled', true],
    ['defragmenting', 'running', false],
    ['constructor', 'running', false],
  ];
  for (const [raw, state, recognised] of states) {
    it(`"${raw}" is read as ${state}`, async () => {
      const { provider } = recorded(() => json({ id: 'ftjob-1', status: raw }));
      const job = await provider.fineTuning!.read(ref);
      assert.deepEqual([job.state, job.rawStatus, job.recognised], [state, raw, recognised]);
    });
  }

  it('are read leniently', async () => {
    for (const answer of [{}, [], null, 'x', { id: 7, status: null, method: 'x', error: {}, metadata: [] }]) {
      const { provider } = recorded(() => json(answer));
      const job = await provider.fineTuning!.read(ref);
      assert.deepEqual([job.state, job.rawStatus, job.recognised], ['running', 'unknown', false]);
    }
  });

  it('tell result, times, tokens and failure', async () => {
    const { provider } = recorded(() =>
      json({
        id: 'ftjob-1',
        status: 'failed',
        model: 'm',
        fine_tuned_model: 'ft:m:o::1',
        created_at: 1_800_000_000,
        finished_at: 1_800_000_100,
        trained_tokens: 5,
        method: { type: 'dpo', dpo: { hyperparameters: { beta: 0.1 } } },
        error: { code: 'invalid_training_file', message: 'Line 1', param: 'training_file' },
      }),
    );
    assert.deepEqual(await provider.fineTuning!.read(ref), {
      ref,
      state: 'failed',
      rawStatus: 'failed',
      recognised: true,
      baseModel: 'm',
      method: 'dpo',
      tunedModel: 'ft:m:o::1',
      createdAt: 1_800_000_000_000,
      finishedAt: 1_800_000_100_000,
      trainedTokens: 5,
      hyperparameters: { beta: 0.1 },
      error: { code: 'invalid_training_file', message: 'Line 1', param: 'training_file' },
    });
  });

  it('are cancelled, paused and resumed', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1', status: 'paused' }));
    await provider.fineTuning!.cancel(ref);
    await provider.fineTuning!.pause!(ref);
    await provider.fineTuning!.resume!(ref);
    const path = 'POST /v1/fine_tuning/jobs/ftjob-1';
    assert.deepEqual(
      seen.map(item => item.line),
      [`${path}/cancel`, `${path}/pause`, `${path}/resume`],
    );
  });

  it('have buttons only where the service has the call', () => {
    const by = (kind: Connection['kind']) => recorded(() => json({}), { kind }).provider;
    assert.equal(by('nebius').fineTuning?.pause, undefined);
    assert.equal(by('ollama').fineTuning, undefined);
    assert.equal(by('ollama').files, undefined);
    assert.ok(by('sandbox').fineTuning?.resume);
    for (const kind of [
      'openai',
      'azure',
      'nebius',
      'together',
      'fireworks',
      'localai',
      'ollama',
      'sandbox',
    ] as const) {
      const { capabilities, fineTuning, files } = by(kind);
      assert.deepEqual(
        [
          capabilities.fineTuning,
          capabilities.pause,
          capabilities.resume,
          capabilities.estimate,
          capabilities.files,
        ],
        [!!fineTuning, !!fineTuning?.pause, !!fineTuning?.resume, !!fineTuning?.estimate, !!files],
        kind,
      );
    }
  });
});
