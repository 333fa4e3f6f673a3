import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/jobs/job.ts';
import { modelOfTune } from '../../../src/core/jobs/modelOfTune.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { FakeComparison } from '../evaluate/support/fakeComparison.ts';

/** A job as far as it matters here. */
function job(createdAt: number, state: Job['state'], more: Partial<Job> = {}): Job {
  return {
    ...{ version: 1, id: `job-${createdAt}`, origin: 'launched', name: 'x', model: 'base' },
    ...{ connection: { id: 'c1', kind: 'sandbox', name: 'C' }, uploads: {}, checkpoints: [] },
    ...{ createdAt, changedAt: createdAt, revision: 1, state },
    ...more,
  } as Job;
}

const made = (createdAt: number, tunedModel: string, more: Partial<Job> = {}) =>
  job(createdAt, 'succeeded', { tunedModel, ...more });

describe('modelOfTune', () => {
  const found: [what: string, jobs: Job[], model: string][] = [
    ['the only one', [made(1, 'm1')], 'm1'],
    ['the latest', [made(2, 'm2'), made(3, 'm3'), made(1, 'm1')], 'm3'],
    ['the last one that was made, while another is in the making', [made(1, 'm1'), job(2, 'running')], 'm1'],
    ['the last one that was made, after a job that failed', [job(2, 'failed'), made(1, 'm1')], 'm1'],
    ['none that was removed', [made(1, 'm1'), made(2, 'm2', { removed: true })], 'm1'],
  ];
  for (const [what, jobs, model] of found) {
    it(`is ${what}`, () => assert.deepEqual(modelOfTune(jobs, 'x.tune.json'), { connection: 'c1', model }));
  }

  const without: [what: string, jobs: Job[]][] = [
    ['no job', []],
    ['a job that is under way', [job(1, 'queued')]],
    ['a job that failed', [job(1, 'failed')]],
    ['a job that was cancelled', [job(1, 'cancelled')]],
    ['a job without a model', [job(1, 'succeeded')]],
  ];
  for (const [what, jobs] of without) {
    it(`says what to do after ${what}`, () =>
      assert.throws(
        () => modelOfTune(jobs, 'x.tune.json'),
        (thrown: unknown) =>
          thrown instanceof Problem &&
          thrown.code === 'not-found' &&
          thrown.message.includes('x.tune.json') &&
          thrown.remedy.length > 0,
      ));
  }
});

describe('a variant that names a tune', () => {
  const comparison = () =>
    new FakeComparison(
      {
        'eval/a.compare.json': {
          variants: [{ name: 'tuned', tune: '../x.tune.json' }],
          cases: [{ messages: [{ role: 'user', content: 'Hi' }] }],
        },
        'x.tune.json': '{}',
      },
      () => 'ok',
    );

  it('asks the model that its latest job made', async () => {
    const one = comparison();
    one.jobs['x.tune.json'] = [made(1, 'm1')];
    assert.equal((await one.open('eval/a.compare.json')).variants[0]!.model, 'm1');
    one.jobs['x.tune.json'] = [made(1, 'm1'), made(2, 'm2')];
    assert.equal((await one.open('eval/a.compare.json')).variants[0]!.model, 'm2');
  });

  it('cannot be asked before there is one, or where there is no such tune', async () => {
    const one = comparison();
    const says = (words: RegExp) => (thrown: unknown) =>
      thrown instanceof Problem && words.test(thrown.message) && thrown.remedy.length > 0;
    await assert.rejects(one.open('eval/a.compare.json'), says(/no model yet/));
    delete one.files['x.tune.json'];
    await assert.rejects(one.open('eval/a.compare.json'), says(/no tune/));
  });
});
