import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { TEST_KEY } from '../../../../scripts/suites/testKey.mjs';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';
import { fileJobStore } from '../../../../src/node/jobs/fileJobStore.ts';
import { LedgerFile } from '../../../../src/node/ledgerFile.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { distinctExamples, FarSandbox } from '../../../support/farSandbox.ts';
import { fromRoot } from '../../../support/root.ts';
import { withFolder } from '../../../support/temporaryFolder.ts';

const KILLS = 20;
const POLL = 'GET /v1/fine_tuning/jobs/ID';
const TARGETS = ['POST /v1/files', 'POST /v1/fine_tuning/jobs', POLL, POLL];
const TOKEN = `${TEST_KEY}-kill`;

describe('jobs of a process that is killed', function () {
  this.timeout(300_000);

  it(`${KILLS} times, in the middle of upload, create and polling: none is lost, none doubled`, () =>
    withFolder({}, async folder => {
      const program = path.join(folder, 'jobProcess.mjs');
      await build({
        entryPoints: [fromRoot('test/system/node/jobs/support/jobProcess.ts')],
        ...{ bundle: true, platform: 'node', format: 'esm', outfile: program, logLevel: 'silent' },
        banner: {
          js: "import { createRequire as $require } from 'node:module'; const require = $require(import.meta.url);",
        },
      });
      const far = await FarSandbox.open({ dir: path.join(folder, 'far'), token: TOKEN });
      const random = seededRandom(20_261_121);
      const state = path.join(folder, 'state');
      const told: string[] = [];
      const killedAt: string[] = [];
      const begin = (dataset: string): { child: ChildProcess; gone: Promise<unknown[]> } => {
        const child = fork(program, [state, far.url, TOKEN, dataset]);
        child.on('message', (message: { told?: string }) => {
          if (message.told !== undefined) told.push(message.told);
        });
        return { child, gone: once(child, 'exit') };
      };
      try {
        while (killedAt.length < KILLS) {
          const target = TARGETS[Math.floor(random() * TARGETS.length)]!;
          // One that dies before the provider has its job launches one; the others take up what they find.
          const isEarly = target !== POLL || killedAt.length === 0;
          const dataset = isEarly ? path.join(folder, `train-${killedAt.length}.jsonl`) : '';
          if (dataset !== '') await writeFile(dataset, distinctExamples(killedAt.length));
          const { child, gone } = begin(dataset);
          // Of the moments of that kind one of the first: when the request came, or when it was acted on.
          let left = 1 + Math.floor(random() * (target === POLL ? 6 : 2));
          far.moment = async what => {
            if (what !== target || --left !== 0) return;
            killedAt.push(what);
            child.kill('SIGKILL');
            // The request goes on although nobody waits for it any more.
            await gone;
          };
          await gone;
        }
        far.moment = async () => {};
        const [code] = await begin('').gone;
        assert.equal(code, 0);
        const { jobs, issues } = await fileJobStore(path.join(state, 'jobs')).list();
        assert.deepEqual(issues, []);
        assert.ok(jobs.length >= 4, `${jobs.length} jobs`);
        await far.assertNothingLost(jobs);
        assert.deepEqual(new Set(jobs.map(({ state: ended }) => ended)), new Set(['succeeded']));
        assert.equal(new Set(told).size, told.length);
        for (const job of jobs) {
          const events = await fileJobStore(path.join(state, 'jobs')).readEvents(job.id);
          assert.ok(
            events.some(event => event.metrics),
            job.id,
          );
        }
        const ledger = new LedgerFile({
          file: path.join(state, 'ledger.jsonl'),
          clock: systemClock,
          cap: () => undefined,
        });
        const { entries } = await ledger.read();
        assert.deepEqual(
          entries
            .filter(({ reserved }) => reserved)
            .map(({ id }) => jobs.some(job => job.id === id))
            .filter(Boolean),
          [],
        );
        assert.deepEqual(new Set(killedAt), new Set(TARGETS));
      } finally {
        await far.close();
      }
    }));
});
