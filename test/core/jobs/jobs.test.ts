import assert from 'node:assert/strict';
import { isEnded, unusedFiles } from '../../../src/core/jobs/job.ts';
import { told, until } from './support/following.ts';
import { connection, Machine } from './support/machine.ts';
import { planFor } from './support/plans.ts';

describe('the job service', () => {
  it('uploads, launches, follows to the end and tells it once', async () => {
    const machine = new Machine();
    const { jobs, told: ends } = machine.open();
    const { id } = await jobs.start(planFor({ expected: { usdPerMillion: 10, likelyUsd: 1 } }));
    const job = await until(jobs, id, told);
    assert.equal(job.state, 'succeeded');
    assert.equal(job.tunedModel, 'ft:remote-2');
    assert.equal(job.checkpoints.length, 1);
    assert.equal((await jobs.events(id)).length, 10);
    await jobs.close();
    assert.deepEqual(ends, [id]);
    assert.deepEqual(
      machine.ledger.map(({ id: of, usd, reserved }) => [of, usd, reserved]),
      [
        [id, 1, true],
        [id, 0.01, undefined],
      ],
    );
    assert.equal(machine.clock.pending, 0);
  });

  it('does not upload what lies there already', async () => {
    const machine = new Machine();
    const { jobs } = machine.open();
    const first = await jobs.start(planFor());
    await until(jobs, first.id, told);
    const second = await jobs.start(planFor());
    const job = await until(jobs, second.id, told);
    assert.equal(machine.service.files.length, 1);
    assert.equal(job.uploads.training?.reused, true);
    await jobs.close();
  });

  it('takes up an upload and a job whose answers were lost', async () => {
    const machine = new Machine();
    const lost = new Set(['upload', 'create']);
    machine.service.fate = name => (lost.delete(name) ? 'answer-lost' : 'well');
    const { jobs } = machine.open();
    const { id } = await jobs.start(planFor());
    const job = await until(jobs, id, told);
    assert.equal(job.state, 'succeeded');
    assert.deepEqual([machine.service.files.length, machine.service.jobs.length], [1, 1]);
    await jobs.close();
  });

  it('flags a job that cannot be seen, and looks again when it is told that something was mended', async () => {
    const machine = new Machine();
    const { jobs } = machine.open();
    machine.service.speed = 0;
    const { id } = await jobs.start(planFor());
    await until(jobs, id, job => job.state === 'running');
    machine.service.refusing = 'unauthorized';
    const blind = await until(jobs, id, job => job.unseen !== undefined);
    assert.deepEqual([blind.state, blind.unseen?.problem.code], ['running', 'unauthorized']);
    machine.service.refusing = undefined;
    machine.service.speed = 10;
    const before = machine.clock.now();
    jobs.look();
    const job = await until(jobs, id, told);
    assert.equal(job.unseen, undefined);
    assert.ok(machine.clock.now() - before < 60_000);
    await jobs.close();
  });

  it('gives up what the provider refuses, and names the file that nobody uses now', async () => {
    const machine = new Machine();
    const { jobs, told: ends } = machine.open();
    const { id } = await jobs.start(planFor());
    await until(jobs, id, job => job.uploads.training?.file !== undefined);
    machine.service.refusing = 'forbidden';
    const job = await until(jobs, id, told);
    assert.equal(job.state, 'failed');
    assert.equal(job.error?.code, 'forbidden');
    assert.deepEqual(unusedFiles(job, jobs.jobs()), ['file-1']);
    assert.equal(machine.ledger.at(-1)?.usd, 0);
    await jobs.close();
    assert.deepEqual(ends, [id]);
  });

  it('cancels while it uploads without ever launching', async () => {
    const machine = new Machine();
    const { jobs } = machine.open();
    const { id } = await jobs.start(planFor());
    await jobs.act(id, 'cancel');
    const job = await until(jobs, id, told);
    assert.equal(job.state, 'cancelled');
    assert.equal(machine.service.jobs.length, 0);
    await jobs.close();
  });

  it('cancels, pauses and resumes a running job', async () => {
    const machine = new Machine();
    machine.service.speed = 0;
    const { jobs } = machine.open();
    const { id } = await jobs.start(planFor());
    await until(jobs, id, job => job.state === 'running');
    await jobs.act(id, 'pause');
    await until(jobs, id, job => job.state === 'paused' && !job.wanted && !job.asked);
    await jobs.act(id, 'resume');
    await until(jobs, id, job => job.state === 'running');
    await jobs.act(id, 'cancel');
    assert.equal((await until(jobs, id, isEnded)).state, 'cancelled');
    await jobs.close();
  });

  it('adopts jobs from elsewhere once, follows those that run, and does not take up again what was removed', async () => {
    const machine = new Machine();
    machine.service.begin('theirs', 'running');
    machine.service.begin('old', 'succeeded');
    const { jobs, told: ends } = machine.open();
    const { adopted } = await jobs.refresh();
    assert.deepEqual(adopted.map(job => job.ref?.jobId).sort(), ['old', 'theirs']);
    await until(jobs, adopted.find(job => job.ref?.jobId === 'theirs')!.id, told);
    assert.equal(ends.length, 1);
    assert.deepEqual((await jobs.refresh()).adopted, []);
    await jobs.remove(adopted[0]!.id);
    await jobs.refresh();
    assert.equal(jobs.jobs().length, 1);
    await jobs.close();
  });

  it('says which connections could not be asked', async () => {
    const machine = new Machine();
    machine.service.refusing = 'unauthorized';
    const { jobs } = machine.open();
    assert.equal((await jobs.refresh()).problems.c?.code, 'unauthorized');
    await jobs.close();
  });

  it('works in one window only; the other sees it, and its wishes are carried out', async () => {
    const machine = new Machine();
    machine.service.speed = 0;
    const one = machine.open();
    const two = machine.open();
    const { id } = await one.jobs.start(planFor());
    await until(two.jobs, id, job => job.state === 'running');
    await two.jobs.act(id, 'cancel');
    await until(one.jobs, id, told);
    await until(two.jobs, id, told);
    assert.equal(machine.service.jobs.length, 1);
    assert.equal(machine.service.calls.filter(({ name }) => name === 'create').length, 1);
    assert.deepEqual([...one.told, ...two.told], [id]);
    await Promise.all([one.jobs.close(), two.jobs.close()]);
  });

  it('goes on in another window when the one that works closes or dies', async () => {
    for (const end of ['close', 'kill'] as const) {
      const machine = new Machine();
      machine.service.speed = 0;
      const one = machine.open();
      const { id } = await one.jobs.start(planFor());
      await until(one.jobs, id, job => job.state === 'running');
      const two = machine.open();
      if (end === 'kill') one.kill();
      else await one.jobs.close();
      machine.service.speed = 10;
      assert.equal((await until(two.jobs, id, told)).state, 'succeeded');
      await two.jobs.close();
    }
  });

  it('asks no more than once a second in all, over fifty jobs', async () => {
    const machine = new Machine();
    machine.service.speed = 1;
    for (let index = 0; index < 50; index++) machine.service.begin(`theirs-${index}`, 'running');
    const { jobs } = machine.open();
    const { adopted } = await jobs.refresh();
    await Promise.all(adopted.map(({ id }) => until(jobs, id, told)));
    const times = machine.service.calls.map(({ at }) => at).sort((a, b) => a - b);
    const tooSoon = times.filter((at, index) => index > 0 && at - times[index - 1]! < 1000);
    assert.deepEqual(tooSoon, []);
    await jobs.close();
  });

  it('asks less often when nothing changes, and less still when nobody watches', async () => {
    const counts = [true, false].map(async watched => {
      const machine = new Machine();
      machine.service.speed = 0;
      machine.service.begin('theirs', 'running');
      const { jobs } = machine.open();
      jobs.setWatched(watched);
      await jobs.refresh();
      const from = machine.clock.now();
      await machine.clock.sleep(3_600_000);
      const polls = machine.service.calls.filter(({ at, name }) => name === 'read' && at > from).length;
      await jobs.close();
      return polls;
    });
    const [watched, unwatched] = await Promise.all(counts);
    assert.ok(watched! > 80 && watched! < 200, `${watched} polls in an hour`);
    assert.ok(unwatched! > 20 && unwatched! < watched! / 2, `${unwatched} polls in an hour`);
  });

  it('keeps the job when its connection is gone, and says so', async () => {
    const machine = new Machine();
    machine.service.speed = 0;
    const { jobs } = machine.open();
    const { id } = await jobs.start(planFor());
    await until(jobs, id, job => job.state === 'running');
    machine.connections = [];
    jobs.look(id);
    const job = await until(jobs, id, one => one.unseen !== undefined);
    assert.deepEqual([job.state, job.unseen?.problem.code], ['running', 'not-found']);
    machine.connections = [connection];
    machine.service.speed = 10;
    jobs.look(id);
    assert.equal((await until(jobs, id, told)).state, 'succeeded');
    await jobs.close();
  });
});
