import assert from 'node:assert/strict';
import path from 'node:path';
import { makeScratch } from '../../../scripts/lib/scratch.mjs';
import type { Job } from '../../../src/core/jobs/job.ts';
import { seededRandom } from '../../../src/core/util/seededRandom.ts';
import { fileJobStore } from '../../../src/node/jobs/fileJobStore.ts';
import { distinctExamples, FarSandbox } from '../../support/farSandbox.ts';
import { ExtensionHost } from '../support/extensionHost.ts';
import { launchTune } from '../support/launching.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

const JOBS = 3;
const UPLOAD = 'POST /v1/files';
const CREATE = 'POST /v1/fine_tuning/jobs';
const POLL = 'GET /v1/fine_tuning/jobs/ID';
/** Each job is uploaded and created once, and the rest of the time it is asked about. */
const TARGETS = [...Array(JOBS).fill([UPLOAD, CREATE]).flat(), ...Array(14).fill(POLL)] as string[];

/** The extension host of a window is ended by SIGKILL, again and again, while jobs are launched and followed. */
describe('jobs of an extension host that is killed', () => {
  const folder = makeScratch();
  let train = () => {};
  const mayTrain = new Promise<void>(resolve => (train = resolve));
  let answer = () => {};
  const mayAnswer = new Promise<void>(resolve => (answer = resolve));
  let far: FarSandbox;
  let workbench: Workbench;

  before(async () => {
    far = await FarSandbox.open({ dir: path.join(folder, 'far'), mayTrain: () => mayTrain });
    // Nobody gets an answer before all jobs are launched.
    far.moment = () => mayAnswer;
    workbench = await openWorkbench({ files: files(), settings: connected(far.url) });
  });
  after(async () => {
    train();
    await workbench?.close();
    await far?.close();
  });

  it('are launched', async () => {
    for (let index = 0; index < JOBS; index++) await launchTune(workbench, `job-${index}.tune.json`);
  });

  it(`are neither lost nor doubled, although it is killed ${TARGETS.length} times in the middle of upload, create and polling`, async () => {
    const host = new ExtensionHost(workbench);
    const random = seededRandom(20_261_127);
    let isUploaded = false;
    for (const target of TARGETS) {
      // Of the moments of that kind one of the first.
      let left = 1 + Math.floor(random() * (target === POLL ? 3 : 2));
      // No more uploads than this life needs, or none would be left for those to come.
      let uploads = target === UPLOAD || (target === CREATE && !isUploaded) ? 1 : 0;
      const killed = new Promise<void>(resolve => {
        far.moment = async (what, moment) => {
          if (target !== POLL && what === UPLOAD && moment === 'came' && uploads-- <= 0) await never;
          // What the one before asked may still be on its way.
          if (what !== target || !host.isAlive() || --left !== 0) return;
          host.kill();
          isUploaded = what === UPLOAD && moment === 'done';
          resolve();
          if (moment === 'came') throw new Error('Its sender is gone.');
        };
      });
      answer();
      await host.restartUntil(killed);
    }
    far.moment = async () => {};
    train();
    const jobs = await allEnded(workbench, host);
    assert.deepEqual(
      jobs.map(({ state }) => state),
      Array(JOBS).fill('succeeded'),
    );
    await far.assertNothingLost(jobs);
  }).timeout(240_000);

  it('are all in the view', async () => {
    await workbench.openActivity('Tunewright');
    const rows = workbench.view('Jobs').locator('.monaco-list-row');
    for (let index = 0; index < JOBS; index++)
      await rows
        .filter({ hasText: `job ${index}` })
        .first()
        .waitFor();
    await rows.filter({ hasText: 'Done' }).first().waitFor();
  });
});

const never = new Promise<void>(() => {});

function files(): Record<string, string> {
  const made: Record<string, string> = {};
  for (let index = 0; index < JOBS; index++) {
    const training = `train-${index}.jsonl`;
    const hyperparameters = { n_epochs: 1 };
    const tune = {
      name: `job ${index}`,
      connection: 'far',
      model: 'sandbox-base',
      training,
      hyperparameters,
    };
    made[training] = distinctExamples(index);
    made[`job-${index}.tune.json`] = JSON.stringify(tune, undefined, 2);
  }
  return made;
}

function connected(baseUrl: string) {
  return { 'tunewright.connections': [{ id: 'far', kind: 'openai-compatible', name: 'Far', baseUrl }] };
}

/** The jobs on the disk, once the end of each was told. */
async function allEnded({ storage, page }: Workbench, host: ExtensionHost): Promise<Job[]> {
  const store = fileJobStore(path.join(storage, 'jobs'));
  let jobs: Job[] = [];
  const ended = async () => {
    do {
      jobs = (await store.list()).jobs;
      await page.evaluate(() => new Promise(requestAnimationFrame));
    } while (!jobs.every(({ told }) => told));
  };
  await host.restartUntil(ended());
  return jobs;
}
