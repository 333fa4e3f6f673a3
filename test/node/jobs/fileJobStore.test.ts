import assert from 'node:assert/strict';
import { appendFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launchedJob } from '../../../src/core/jobs/newJob.ts';
import { reduceJob } from '../../../src/core/jobs/reduceJob.ts';
import type { JobEvent } from '../../../src/core/provider/fineTuning.ts';
import { fileJobStore } from '../../../src/node/jobs/fileJobStore.ts';
import { takeLease } from '../../../src/node/jobs/lease.ts';
import { planFor } from '../../core/jobs/support/plans.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const jobOf = (id: string) => launchedJob(id, planFor(), { id: 'c', kind: 'openai', name: 'OpenAI' }, 5);
const event = (id: string): JobEvent => ({ id, level: 'info', message: id });

describe('the store of jobs', () => {
  it('reads what it wrote, whatever the id looks like', () =>
    withFolder({}, async folder => {
      const ids = ['plain', '../../etc/passwd', '.hidden', 'a/b\\c', 'é*?', 'x'.repeat(400)];
      const store = fileJobStore(path.join(folder, 'jobs'));
      for (const id of ids) assert.equal(await store.create(jobOf(id)), true);
      assert.equal(await store.create(jobOf('plain')), false);
      const { jobs, issues } = await fileJobStore(path.join(folder, 'jobs')).list();
      assert.deepEqual(jobs.map(({ id }) => id).sort(), [...ids].sort());
      assert.deepEqual(issues, []);
      for (const id of ids) assert.deepEqual(await store.read(id), jobOf(id));
      assert.deepEqual(await readdir(folder), ['jobs']);
    }));

  it('is empty where there is no folder', () =>
    withFolder({}, async folder => {
      const store = fileJobStore(path.join(folder, 'none'));
      assert.deepEqual(await store.list(), { jobs: [], issues: [] });
      assert.deepEqual(await store.readEvents('a'), []);
      assert.equal(await store.update('a', job => job), undefined);
    }));

  it('loses no change when many make some at once', () =>
    withFolder({}, async folder => {
      await fileJobStore(folder).create(jobOf('a'));
      const attempts = Array.from({ length: 30 }, () =>
        fileJobStore(folder).update('a', job => reduceJob(job, { kind: 'start-attempt' }, 9)),
      );
      await Promise.all(attempts);
      assert.equal((await fileJobStore(folder).read('a'))?.start?.attempts, 30);
    }));

  it('leaves a file that holds no job alone, and names it', () =>
    withFolder({}, async folder => {
      const store = fileJobStore(folder);
      await store.create(jobOf('a'));
      await writeFile(path.join(folder, 'b.job.json'), '{"version": 1, "id":');
      await writeFile(path.join(folder, 'c.job.json'), '{"version": 9}');
      const { jobs, issues } = await store.list();
      assert.deepEqual([jobs.length, issues.length], [1, 2]);
      assert.equal((await readdir(folder)).length, 3);
    }));

  it('keeps each event once, also behind a line that was torn', () =>
    withFolder({}, async folder => {
      const store = fileJobStore(folder);
      await store.appendEvents('a', [event('1'), event('2')]);
      await appendFile(path.join(folder, 'a.events.jsonl'), '{"id":"3","le');
      await store.appendEvents('a', [event('2'), event('3')]);
      assert.deepEqual(
        (await store.readEvents('a')).map(({ id }) => id),
        ['1', '2', '3'],
      );
    }));

  it('tells others of a change', () =>
    withFolder({}, async folder => {
      const heard = new Promise<string | undefined>(resolve => {
        const watching = fileJobStore(folder).watch(id => {
          watching.dispose();
          resolve(id);
        });
      });
      await fileJobStore(folder).create(jobOf('a b'));
      assert.ok([undefined, 'a b'].includes(await heard));
    }));

  it('lets one work at a time, and the next when it is given back or its process is gone', () =>
    withFolder({}, async folder => {
      const store = fileJobStore(folder);
      assert.equal(await store.lease('one'), true);
      assert.equal(await store.lease('two'), false);
      assert.equal(await store.lease('one'), true);
      await store.release('two');
      assert.equal(await store.lease('two'), false);
      await store.release('one');
      assert.equal(await store.lease('two'), true);
      const file = path.join(folder, 'lease.json');
      const lease = {
        owner: 'dead',
        pid: 2 ** 22 + 12_345,
        host: (await import('node:os')).hostname(),
        until: Date.now() + 9000,
      };
      await writeFile(file, JSON.stringify(lease));
      assert.equal(await takeLease(file, 'three'), true);
      await writeFile(file, JSON.stringify({ ...lease, host: 'another machine' }));
      assert.equal(await takeLease(file, 'three'), false);
      await writeFile(file, 'torn');
      assert.equal(await takeLease(file, 'three'), true);
    }));
});
