import assert from 'node:assert/strict';
import type { JobEvent } from '../../../src/core/provider/fineTuning.ts';
import { curvesOf } from '../../../src/core/view/jobCurves.ts';
import { jobHeader, type JobPageState, type JobPageUpdate } from '../../../src/core/view/jobPage.ts';
import { eventCount, firstShown, updatedShown, withLog } from '../../../src/core/view/shownJob.ts';
import { largeJob, measurements } from '../../support/largeJob.ts';

const LIST = measurements(0, 2000);

describe('what the page of a job begins with', () => {
  it('is small however long the log is, and draws the whole curves', () => {
    const first = firstShown(state(LIST));
    assert.equal(eventCount(first), 2000);
    assert.deepEqual(first.events, LIST.slice(first.earlier));
    assert.deepEqual(first.curves, curvesOf(LIST));
    assert.equal(first.isThinned, false);
    const bytes = JSON.stringify(first).length;
    assert.ok(bytes < 200_000, `It takes ${bytes} bytes.`);
    assert.ok(JSON.stringify(firstShown(state(measurements(0, 20_000)))).length < 250_000);
  });

  it('a curve of very many points is thinned out until the log is there', () => {
    const long = measurements(0, 5000);
    const first = firstShown(state(long));
    assert.ok(first.isThinned && first.curves.train_loss!.length <= 2000);
    assert.deepEqual(withLog(first, long).curves, curvesOf(long));
  });

  it('what comes later is added to the log and to the curves, whether the log is whole or not', () => {
    const first = firstShown(state(LIST.slice(0, 1900)));
    for (const before of [first, withLog(first, LIST.slice(0, 1900))]) {
      const after = updatedShown(before, update(1900, LIST.slice(1900)))!;
      assert.equal(eventCount(after), 2000);
      assert.deepEqual(after.events.at(-1), LIST.at(-1));
      assert.deepEqual(after.curves, curvesOf(LIST));
      assert.deepEqual(withLog(after, LIST).events, LIST);
    }
  });

  it('what is told twice is there once, and nothing is drawn again for it', () => {
    const first = firstShown(state(LIST));
    const after = updatedShown(first, update(1990, LIST.slice(1990)))!;
    assert.deepEqual(after.events, first.events);
    assert.equal(after.curves, first.curves);
    assert.equal(withLog(first, LIST).curves, first.curves);
  });

  it('a step that is measured again counts as it was measured last', () => {
    const again: JobEvent = { ...LIST[1999]!, id: 'again', metrics: { step: 3, values: { train_loss: 9 } } };
    const after = updatedShown(firstShown(state(LIST)), update(2000, [again]))!;
    assert.deepEqual(after.curves, curvesOf([...LIST, again]));
  });

  it('what was missed is noticed', () => {
    const first = firstShown(state(LIST));
    assert.equal(updatedShown(first, update(2001, [])), undefined);
    assert.equal(updatedShown(first, update(100, LIST.slice(100))), undefined);
    // A log that was read before the last update takes nothing back.
    assert.equal(withLog(first, LIST.slice(0, 10)), first);
  });
});

function state(events: readonly JobEvent[]): JobPageState {
  const job = largeJob('large', 50);
  const { checkpoints } = job;
  return { header: jobHeader(job, job.createdAt), events, checkpoints, comparable: [], compared: [] };
}

function update(from: number, events: readonly JobEvent[]): JobPageUpdate {
  const { header, checkpoints, comparable } = state([]);
  return { header, checkpoints, comparable, from, events };
}
