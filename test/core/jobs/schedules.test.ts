import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runs } from '../../support/property.ts';
import type { Fate } from './support/fakeService.ts';
import { Machine, type Window } from './support/machine.ts';
import { planFor } from './support/plans.ts';

/** What a run of the world is made of. Times are in milliseconds of its clock. */
interface Schedule {
  /** When jobs are launched, and whether their files are the same as those of others. */
  launches: { after: number; file: number }[];
  /** When a window dies, how long nothing runs, and whether another was open beside it. */
  deaths: { after: number; dark: number; second: boolean }[];
  /** The fate of the first calls; the others go well. */
  fates: Fate[];
  /** How long the first creates are under way, longer than a window takes to open. */
  delays: number[];
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  launches: fc.array(fc.record({ after: fc.nat(4000), file: fc.nat(1) }), { minLength: 1, maxLength: 3 }),
  deaths: fc.array(
    fc.record({ after: fc.nat(9000), dark: fc.oneof(fc.nat(200), fc.nat(40_000)), second: fc.boolean() }),
    { maxLength: 5 },
  ),
  fates: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant<Fate>('well') },
      { weight: 1, arbitrary: fc.constant<Fate>('call-lost') },
      { weight: 1, arbitrary: fc.constant<Fate>('answer-lost') },
    ),
    { minLength: 1, maxLength: 40 },
  ),
  delays: fc.array(fc.nat(9000), { maxLength: 6 }),
});

/** Lives through a schedule, and then lets everything go well until nothing is left to do. */
async function live({ launches, deaths, fates, delays }: Schedule) {
  const machine = new Machine();
  const { clock, service, disk } = machine;
  let calls = 0;
  service.fate = () => fates[calls++] ?? 'well';
  let creates = 0;
  service.delay = name => (name === 'create' ? (delays[creates++] ?? 50) : 50);
  const all: Window[] = [];
  const open = (): Window => {
    const window = machine.open();
    all.push(window);
    return window;
  };
  let windows = [open()];
  for (const [index, { after, file }] of launches.entries()) {
    const sha256 = `${file}`.repeat(64);
    const training = { path: `/${file}.jsonl`, name: `${file}.jsonl`, bytes: 9, sha256 };
    await clock.sleep(after);
    void windows[0]!.jobs.start(planFor({ training, name: `tune ${index}` }));
    const death = deaths[index];
    if (death) windows = await die(death);
  }
  for (const death of deaths.slice(launches.length)) windows = await die(death);
  async function die({ after, dark, second }: Schedule['deaths'][number]): Promise<Window[]> {
    const spare = second ? open() : undefined;
    await clock.sleep(after);
    for (const window of windows) window.kill();
    if (spare) return [spare];
    await clock.sleep(dark);
    return [open()];
  }
  // A launch needs a moment to reach the disk.
  await clock.sleep(1000);
  const isOver = () => disk.all().every(job => job.told);
  for (let waited = 0; !isOver(); waited++) {
    assert.ok(waited < 400, `never over: ${JSON.stringify(disk.all())}`);
    await clock.sleep(60_000);
  }
  for (const window of windows) await window.jobs.close();
  return { jobs: disk.all(), service, told: all.flatMap(window => window.told) };
}

describe('the job service, whatever dies and whatever is lost', () => {
  it('loses no job, doubles none, and names every upload', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async one => {
        const { jobs, service, told } = await live(one);
        // Each launch that reached the disk is one job at the provider, and the provider has no other.
        assert.deepEqual(
          jobs.map(job => `${job.id} ${job.ref?.jobId}`).sort(),
          service.jobs.map(job => `${job.request.clientId} ${job.id}`).sort(),
        );
        assert.ok(jobs.every(job => job.state === 'succeeded' && !job.unseen));
        const named = new Set(
          jobs.flatMap(({ uploads }) => [uploads.training?.file?.id, ...(uploads.training?.strays ?? [])]),
        );
        assert.deepEqual(
          service.files.map(({ id }) => id).filter(id => !named.has(id)),
          [],
        );
        assert.equal(new Set(told).size, told.length);
      }),
      runs(40),
    );
  });

  it('tells each end to somebody when nobody dies', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async one => {
        const { jobs, told } = await live({ ...one, deaths: [] });
        assert.deepEqual(told.sort(), jobs.map(({ id }) => id).sort());
      }),
      runs(10),
    );
  });
});
