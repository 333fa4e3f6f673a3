import assert from 'node:assert/strict';
import { Pace } from '../../../src/core/jobs/service/pace.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { told, until } from './support/following.ts';
import { Machine } from './support/machine.ts';
import { planFor } from './support/plans.ts';

const NIGHT = 8 * 3_600_000;

describe('the job service on a machine that sleeps', () => {
  it('looks at a job soon after it woke, however long the pause was', async () => {
    const machine = new Machine();
    machine.service.speed = 0;
    const { jobs } = machine.open();
    jobs.setWatched(false);
    const { id } = await jobs.start(planFor());
    await until(jobs, id, job => job.state === 'running');
    // Nothing changes for long: by now minutes lie between two looks.
    await machine.clock.sleep(3_600_000);
    machine.service.speed = 10;
    machine.clock.fallAsleep(NIGHT);
    const woke = machine.clock.now();
    assert.equal((await until(jobs, id, told)).state, 'succeeded');
    assert.ok(machine.clock.now() - woke < 15_000, `${machine.clock.now() - woke} ms after it woke`);
    await jobs.close();
  });

  it('asks anew what nobody answers any more on a connection from before', async () => {
    const machine = new Machine();
    machine.service.speed = 0;
    const { jobs } = machine.open();
    const { id } = await jobs.start(planFor());
    await until(jobs, id, job => job.state === 'running');
    let asked: () => void;
    const isAsked = new Promise<void>(resolve => (asked = resolve));
    machine.service.delay = name => {
      if (name !== 'read') return 50;
      asked();
      return 10 * NIGHT;
    };
    jobs.look(id);
    await isAsked;
    machine.service.delay = () => 50;
    machine.service.speed = 10;
    machine.clock.fallAsleep(NIGHT);
    const woke = machine.clock.now();
    const job = await until(jobs, id, told);
    assert.deepEqual([job.state, job.unseen], ['succeeded', undefined]);
    assert.ok(machine.clock.now() - woke < 15_000, `${machine.clock.now() - woke} ms after it woke`);
    await jobs.close();
  });

  for (const what of ['upload', 'create']) {
    for (const fate of ['well', 'answer-lost'] as const) {
      it(`launches once when it slept in the middle of ${what}, which went ${fate}`, async () => {
        const machine = new Machine();
        const { jobs, told: ends } = machine.open();
        let hasSlept = false;
        machine.service.fate = name => (name === what && hasSlept && !ends.length ? fate : 'well');
        machine.service.delay = name => {
          if (name === what && !hasSlept) {
            hasSlept = true;
            setImmediate(() => machine.clock.fallAsleep(NIGHT));
          }
          return 50;
        };
        const { id } = await jobs.start(planFor());
        // A lost answer is lost once.
        const once = machine.service.fate;
        let isLost = false;
        machine.service.fate = name => {
          const now = isLost ? 'well' : once(name);
          isLost ||= now !== 'well';
          return now;
        };
        assert.equal((await until(jobs, id, told)).state, 'succeeded');
        assert.deepEqual([machine.service.files.length, machine.service.jobs.length], [1, 1]);
        assert.deepEqual(ends, [id]);
        await jobs.close();
      });
    }
  }

  it('the first of two windows to wake does the work, and the other does it no second time', async () => {
    const machine = new Machine();
    machine.service.speed = 0;
    const windows = [machine.open(), machine.open()];
    const { id } = await windows[0]!.jobs.start(planFor());
    await until(windows[1]!.jobs, id, job => job.state === 'running');
    machine.clock.fallAsleep(NIGHT);
    machine.service.speed = 10;
    await Promise.all(windows.map(({ jobs }) => until(jobs, id, told)));
    assert.deepEqual(
      windows.flatMap(window => window.told),
      [id],
    );
    assert.equal(machine.service.jobs.length, 1);
    await Promise.all(windows.map(({ jobs }) => jobs.close()));
  });

  it('goes on asking when the clock is set back', async () => {
    const machine = new Machine();
    const { jobs } = machine.open();
    machine.service.speed = 0;
    const { id } = await jobs.start(planFor());
    await until(jobs, id, job => job.state === 'running');
    machine.clock.set(machine.clock.now() - 24 * 3_600_000);
    machine.service.speed = 10;
    const before = machine.clock.now();
    assert.equal((await until(jobs, id, told)).state, 'succeeded');
    assert.ok(machine.clock.now() - before < 180_000, `${machine.clock.now() - before} ms later`);
    await jobs.close();
  });

  it('turns are a second apart even while the clock is set back', async () => {
    const clock = new FakeClock({ auto: true });
    const pace = new Pace(clock, 1000);
    const signal = new AbortController().signal;
    await Promise.all([1, 2, 3].map(() => pace.turn(signal)));
    clock.set(clock.now() - 3_600_000);
    const from = clock.now();
    const at: number[] = [];
    await Promise.all([1, 2, 3].map(() => pace.turn(signal).then(() => at.push(clock.now() - from))));
    assert.deepEqual(at, [1000, 2000, 3000]);
  });
});
