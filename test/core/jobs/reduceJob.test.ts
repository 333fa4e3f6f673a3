import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isEnded, type Job, unusedFiles } from '../../../src/core/jobs/job.ts';
import { adoptedJob, launchedJob } from '../../../src/core/jobs/newJob.ts';
import { type JobHappening, reduceJob } from '../../../src/core/jobs/reduceJob.ts';
import type { JobSnapshot, JobState } from '../../../src/core/provider/fineTuning.ts';
import { noTraining } from '../../../src/core/provider/provider.ts';
import type { ProblemData } from '../../../src/core/util/problem.ts';
import { runs } from '../../support/property.ts';
import { planFor } from './support/plans.ts';

const connection = { id: 'c', kind: 'openai', name: 'OpenAI' } as const;
const problem: ProblemData = { code: 'unauthorized', message: 'm', remedy: 'r', retryable: false };
const fresh = () => launchedJob('j', planFor(), connection, 0);

function snapshot(state: JobState, more: Partial<JobSnapshot> = {}): JobSnapshot {
  return { ref: { connectionId: 'c', jobId: 'p1' }, state, rawStatus: state, recognised: true, ...more };
}

const jobAfter = (...happenings: JobHappening[]): Job =>
  happenings.reduce((job, happening, index) => reduceJob(job, happening, index + 1), fresh());

const states: JobState[] = ['validating', 'queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'];
const anyHappening: fc.Arbitrary<JobHappening> = fc.oneof(
  fc.constantFrom(...states).map((state): JobHappening => ({ kind: 'snapshot', snapshot: snapshot(state) })),
  fc.constantFrom<JobHappening>(
    { kind: 'upload-attempt', role: 'training', remoteName: 'a', total: 9 },
    { kind: 'upload-progress', role: 'training', sent: 3 },
    { kind: 'uploaded', role: 'training', file: { id: 'f' }, reused: false, strays: [] },
    { kind: 'start-attempt' },
    { kind: 'wanted', action: 'cancel' },
    { kind: 'refused', action: 'cancel', problem },
    { kind: 'unseen', problem },
    { kind: 'given-up', problem },
    { kind: 'given-up' },
    { kind: 'settled' },
    { kind: 'told' },
    { kind: 'removed' },
    {
      kind: 'log',
      events: [{ id: 'e', level: 'info', message: '', metrics: { step: 2, values: { a: 1 } } }],
    },
    { kind: 'snapshot', snapshot: snapshot('running', { ref: { connectionId: 'c', jobId: 'another' } }) },
  ),
);

describe('reduceJob', () => {
  it('never changes how a job ended, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(anyHappening, { maxLength: 30 }), happenings => {
        let job = fresh();
        for (const [index, happening] of happenings.entries()) {
          const next = reduceJob(job, happening, index);
          if (isEnded(job)) {
            assert.equal(next.state, job.state);
            assert.deepEqual(
              [next.error, next.tunedModel, next.finishedAt],
              [job.error, job.tunedModel, job.finishedAt],
            );
          }
          assert.equal(next.id, 'j');
          if (job.ref) assert.deepEqual(next.ref, job.ref);
          job = next;
        }
      }),
      runs(200),
    );
  });

  it('gives back the very same job when the same happens twice', () => {
    fc.assert(
      fc.property(fc.array(anyHappening, { maxLength: 10 }), anyHappening, (before, happening) => {
        const counted = happening.kind === 'start-attempt' || happening.kind === 'upload-attempt';
        fc.pre(!counted);
        const once = reduceJob(jobAfter(...before), happening, 100);
        assert.equal(reduceJob(once, happening, 200), once);
      }),
      runs(200),
    );
  });

  it('keeps "we cannot see" apart from the state, with its beginning, until the provider answers', () => {
    const running: JobHappening = { kind: 'snapshot', snapshot: snapshot('running') };
    const blind = jobAfter(running, { kind: 'unseen', problem }, { kind: 'unseen', problem });
    assert.equal(blind.state, 'running');
    assert.equal(blind.unseen?.since, 2);
    assert.equal(reduceJob(blind, running, 9).unseen, undefined);
  });

  it('drops a wish when it has come about, not when it is only heard', () => {
    const running: JobHappening = { kind: 'snapshot', snapshot: snapshot('running') };
    const wished = jobAfter(running, { kind: 'wanted', action: 'cancel' }, running);
    assert.equal(wished.wanted, 'cancel');
    assert.equal(
      reduceJob(wished, { kind: 'snapshot', snapshot: snapshot('cancelled') }, 9).wanted,
      undefined,
    );
  });

  it('keeps the latest of each number', () => {
    const log = (step: number, values: Record<string, number>): JobHappening => ({
      kind: 'log',
      events: [{ id: `${step}`, level: 'info', message: '', metrics: { step, totalSteps: 9, values } }],
    });
    const job = jobAfter(
      log(1, { train_loss: 2, valid_loss: 3 }),
      log(2, { train_loss: 1 }),
      log(1, { train_loss: 8 }),
    );
    assert.deepEqual(job.metrics, { step: 2, totalSteps: 9, values: { train_loss: 1, valid_loss: 3 } });
  });

  it('offers no model that was deleted, even when the provider still names it', () => {
    const ended = snapshot('succeeded', { tunedModel: 'ft:a' });
    const happened: JobHappening[] = [
      { kind: 'snapshot', snapshot: ended },
      { kind: 'deleted', id: 'ft:b' },
    ];
    assert.equal(jobAfter(...happened).tunedModel, 'ft:a');
    const job = jobAfter(...happened, { kind: 'deleted', id: 'ft:a' }, { kind: 'snapshot', snapshot: ended });
    assert.deepEqual([job.tunedModel, job.deletedModel, job.state], [undefined, 'ft:a', 'succeeded']);
  });

  it('names no file that was deleted, but the one that it was created with', () => {
    const begun: JobHappening[] = [
      { kind: 'upload-attempt', role: 'training', remoteName: 'a', total: 9 },
      { kind: 'uploaded', role: 'training', file: { id: 'own' }, reused: false, strays: ['one', 'two'] },
    ];
    const given: JobHappening = { kind: 'given-up', problem };
    const gone = ['one', 'own'].map((id): JobHappening => ({ kind: 'deleted', id }));
    const never = jobAfter(...begun, given);
    assert.deepEqual(unusedFiles(never, [never]), ['own', 'one', 'two']);
    const cleared = jobAfter(...begun, given, ...gone);
    assert.deepEqual(unusedFiles(cleared, [cleared]), ['two']);
    const created = jobAfter(...begun, { kind: 'snapshot', snapshot: snapshot('succeeded') }, ...gone);
    assert.deepEqual(created.uploads.training?.file, { id: 'own' });
    assert.deepEqual(unusedFiles(created, [created]), ['two']);
  });

  it("takes up a job under an id that is made of the provider's, and tells no old news", () => {
    const adopt = (state: JobState) =>
      adoptedJob(snapshot(state, { baseModel: 'b' }), connection, noTraining, 5);
    assert.equal(adopt('running').id, adopt('failed').id);
    assert.deepEqual([adopt('running').told, adopt('failed').told], [undefined, true]);
    assert.equal(adopt('running').model, 'b');
  });
});
