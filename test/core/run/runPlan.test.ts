import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {
  PlanAnswer,
  PlanEntry,
  PlanItem,
  PlanJournal,
  PlanProgress,
} from '../../../src/core/run/plan.ts';
import { runPlan } from '../../../src/core/run/runPlan.ts';
import { Problem, type ProblemData } from '../../../src/core/util/problem.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { runs } from '../../support/property.ts';

describe('running a plan', () => {
  it('asks each item once, never more at a time than it may', async () => {
    const world = new World();
    const { outcome, progress } = await world.run(items(20), { concurrency: 3 });
    assert.equal(outcome, 'finished');
    assert.equal(progress.done, 20);
    assert.equal(world.mostInFlight, 3);
    assert.deepEqual(world.doneIds(), ids(20));
  });

  it('goes on after any interruption, and each item is asked well and written once', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
        async (count, concurrency, kills, luck) => {
          const world = new World();
          let asked = 0;
          world.answer = item => {
            const number = luck[asked++ % luck.length];
            if (number === 0) return { problem: problem('rate-limited', { retryAfterMs: 700 }) };
            if (number === 1) return { problem: problem('timeout', { retryable: true }) };
            return { value: `answer to ${item.id}`, price: 0.01 };
          };
          for (const kill of kills) {
            world.killAfter = kill;
            await world.run(items(count), { concurrency, stopAfter: 1000 });
          }
          world.killAfter = undefined;
          world.answer = item => ({ value: `answer to ${item.id}`, price: 0.01 });
          const { outcome, progress } = await world.run(items(count), { concurrency });
          assert.equal(outcome, 'finished');
          assert.equal(progress.done, count);
          assert.deepEqual(world.doneIds(), ids(count));
          assert.ok(world.mostInFlight <= concurrency);
          assert.equal(world.clock.pending, 0);
        },
      ),
      runs(150),
    ));

  it('runs an item again whose inputs have changed, and no other', async () => {
    const world = new World();
    await world.run(items(4), { concurrency: 2 });
    world.asked.length = 0;
    const changed = items(4).map(item => (item.id === '2' ? { ...item, hash: 'other' } : item));
    const { progress } = await world.run(changed, { concurrency: 2 });
    assert.deepEqual(world.asked, ['2']);
    assert.equal(progress.resumed, 3);
  });

  it('runs what failed again, when asked to go on', async () => {
    const world = new World();
    world.answer = ({ id }) => (id === '1' ? { problem: problem('rejected') } : { value: id });
    const first = await world.run(items(3), { concurrency: 1 });
    assert.deepEqual([first.outcome, first.progress.failed, first.progress.done], ['finished', 1, 2]);
    world.answer = ({ id }) => ({ value: id });
    world.asked.length = 0;
    const second = await world.run(items(3), { concurrency: 1 });
    assert.deepEqual([world.asked, second.progress.failed, second.progress.done], [['1'], 0, 3]);
  });

  it('pauses a whole lane as long as the server says, and tells so', async () => {
    const world = new World();
    let refused = false;
    world.answer = ({ id, lane }) => {
      if (lane === 'a' && !refused) {
        refused = true;
        return { problem: problem('rate-limited', { retryAfterMs: 5000 }) };
      }
      return { value: id };
    };
    const both = items(12).map((item, index) => ({ ...item, lane: index % 2 ? 'b' : 'a' }));
    const start = world.clock.now();
    const { outcome } = await world.run(both, { concurrency: 2 });
    assert.equal(outcome, 'finished');
    assert.ok(world.clock.now() - start >= 5000);
    const paused = world.progresses.filter(({ pauses }) => pauses.length > 0);
    assert.ok(paused.length > 0);
    assert.deepEqual([...new Set(paused.flatMap(({ pauses }) => pauses.map(({ lane }) => lane)))], ['a']);
    // The other lane was through before the pause was over.
    assert.ok(world.log.lastIndexOf('b') < world.log.lastIndexOf('a'));
  });

  it('sends a single request after a pause before the others follow', async () => {
    const world = new World();
    let refusals = 0;
    const inFlightAtRetry: number[] = [];
    world.answer = ({ id }) => {
      if (refusals >= 4) return { value: id };
      if (refusals > 1) inFlightAtRetry.push(world.inFlight);
      refusals += 1;
      return { problem: problem('rate-limited', { retryAfterMs: 100 }) };
    };
    await world.run(items(8), { concurrency: 2 });
    assert.deepEqual(inFlightAtRetry, [1, 1]);
    assert.deepEqual(world.doneIds(), ids(8));
  });

  it('does not wait for a day that never ends', async () => {
    const world = new World();
    world.answer = () => ({ problem: problem('rate-limited', { retryAfterMs: 1e15 }) });
    const { outcome, problem: why, progress } = await world.run(items(5), { concurrency: 2 });
    assert.deepEqual([outcome, why?.code, progress.waiting], ['stopped', 'rate-limited', 5]);
  });

  it('tries again what may pass, and only that', async () => {
    const world = new World();
    const counts = new Map<string, number>();
    world.answer = ({ id }) => {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      if (id === '0') return { problem: problem('timeout', { retryable: true }) };
      if (id === '1') return { problem: problem('rejected') };
      return { value: id };
    };
    const { progress } = await world.run(items(3), { concurrency: 1 });
    assert.deepEqual(Object.fromEntries(counts), { 0: 3, 1: 1, 2: 1 });
    assert.equal(progress.failed, 2);
  });

  it('stops a lane whose key is refused, and leaves its items for another time', async () => {
    const world = new World();
    world.answer = ({ lane, id }) => (lane === 'a' ? { problem: problem('unauthorized') } : { value: id });
    const both = items(10).map((item, index) => ({ ...item, lane: index % 2 ? 'b' : 'a' }));
    const { outcome, problem: why, progress } = await world.run(both, { concurrency: 1 });
    assert.deepEqual([outcome, why?.code], ['stopped', 'unauthorized']);
    assert.deepEqual([progress.done, progress.failed, progress.waiting], [5, 0, 5]);
  });

  it('gives up after failures in a row', async () => {
    const world = new World();
    world.answer = () => ({ problem: problem('not-found') });
    const { outcome, progress } = await world.run(items(50), { concurrency: 1, stopAfter: 4 });
    assert.deepEqual([outcome, progress.failed, progress.waiting], ['stopped', 4, 46]);
  });

  it('never begins what could go above the cap', async () => {
    const world = new World();
    world.answer = ({ id }) => ({ value: id, price: 1 });
    const priced = items(10).map(item => ({ ...item, price: 1 }));
    const { outcome, progress, problem: why } = await world.run(priced, { concurrency: 4, maxPrice: 3.5 });
    assert.deepEqual([outcome, progress.done, progress.spent], ['capped', 3, 3]);
    assert.equal(why?.reason, 'price-cap');
    const again = await world.run(priced, { concurrency: 4, maxPrice: 5.5 });
    assert.deepEqual([again.outcome, again.progress.done, again.progress.spent], ['capped', 5, 5]);
  });

  it('gives equal requests one answer', async () => {
    const world = new World();
    const equal = items(6).map(item => ({ ...item, hash: Number(item.id) % 2 ? 'odd' : 'even' }));
    const { progress } = await world.run(equal, { concurrency: 4 });
    assert.equal(world.asked.length, 2);
    assert.deepEqual([progress.done, progress.shared], [6, 4]);
    const shared = world.entries.filter(({ sharedWith }) => sharedWith !== undefined);
    assert.deepEqual(shared.map(({ value }) => value).sort(), [
      'answer to 0',
      'answer to 0',
      'answer to 1',
      'answer to 1',
    ]);
  });

  it('lets those ask themselves whose equal failed', async () => {
    const world = new World();
    world.answer = ({ id }) => (id === '0' ? { problem: problem('rejected') } : { value: id });
    const equal = items(3).map(item => ({ ...item, hash: 'same' }));
    const { progress } = await world.run(equal, { concurrency: 2 });
    assert.deepEqual([progress.done, progress.failed], [2, 1]);
  });

  it('ends with the journal’s failure, and nobody waits on', async () => {
    const world = new World();
    world.failAppendAt = 3;
    await assert.rejects(world.run(items(20), { concurrency: 4 }), { code: 'forbidden' });
    assert.equal(world.clock.pending, 0);
    assert.equal(world.inFlight, 0);
  });
});

function items(count: number): PlanItem[] {
  return ids(count).map(id => ({ id, hash: `hash of ${id}`, lane: 'a' }));
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function problem(code: ProblemData['code'], more: Partial<ProblemData> = {}): ProblemData {
  return new Problem({ code, message: 'It failed.', remedy: 'Try.', ...more }).data;
}

/** A server, a journal and a clock. */
class World implements PlanJournal<string> {
  readonly clock = new FakeClock({ auto: true });
  readonly entries: PlanEntry<string>[] = [];
  readonly asked: string[] = [];
  /** Lanes of the answers, in their order. */
  readonly log: string[] = [];
  readonly progresses: PlanProgress[] = [];
  inFlight = 0;
  mostInFlight = 0;
  /** Ends a run when so many requests were begun in it. */
  killAfter: number | undefined;
  failAppendAt: number | undefined;
  answer: (item: PlanItem) => PlanAnswer<string> = ({ id }) => ({ value: `answer to ${id}` });

  async run(plan: readonly PlanItem[], options: Parameters<typeof runPlan>[1]) {
    const stop = new AbortController();
    let begun = 0;
    if (this.killAfter === 0) stop.abort();
    const ask = async (item: PlanItem, signal: AbortSignal): Promise<PlanAnswer<string>> => {
      this.inFlight += 1;
      this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
      begun += 1;
      try {
        if (begun === this.killAfter) stop.abort();
        await this.clock.sleep((begun * 37) % 50, signal);
        this.asked.push(item.id);
        this.log.push(item.lane);
        return this.answer(item);
      } finally {
        this.inFlight -= 1;
      }
    };
    const onProgress = (progress: PlanProgress) => {
      const { total, done, failed, running, waiting } = progress;
      assert.equal(done + failed + running + waiting, total);
      assert.ok(waiting >= 0);
      this.progresses.push(progress);
    };
    return runPlan(plan, options, { ask, journal: this, clock: this.clock, onProgress }, stop.signal);
  }

  async read() {
    return [...this.entries];
  }

  async append(entry: PlanEntry<string>): Promise<void> {
    if (this.entries.length === this.failAppendAt) {
      throw new Problem({ code: 'forbidden', message: 'No.', remedy: 'None.' });
    }
    this.entries.push(entry);
  }

  /** Items that were finished well, one for each time. */
  doneIds(): string[] {
    return this.entries
      .filter(entry => !entry.problem)
      .map(({ id }) => id)
      .sort((one, other) => Number(one) - Number(other));
  }
}
