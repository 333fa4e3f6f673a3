import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { lintingValidator } from '../../../../src/core/sandbox/lintingValidator.ts';
import type { Sandbox } from '../../../../src/core/sandbox/sandbox.ts';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';
import { fileJobStore } from '../../../../src/node/jobs/fileJobStore.ts';
import { LedgerFile } from '../../../../src/node/ledgerFile.ts';
import { answerWith } from '../../../../src/node/sandbox/nodeHttp.ts';
import { openSandbox } from '../../../../src/node/sandbox/openSandbox.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { fromRoot } from '../../../support/root.ts';
import { withFolder } from '../../../support/temporaryFolder.ts';

const KILLS = 20;
const POLL = 'GET /v1/fine_tuning/jobs/ID';
const TARGETS = ['POST /v1/files', 'POST /v1/fine_tuning/jobs', POLL, POLL];
const TOKEN = 'sk-test';

/** A sandbox on loopback that tells of each moment of each request: when it came, and when it was acted on. */
class Far {
  moment: (request: string) => Promise<void> = async () => {};
  readonly sandbox: Sandbox;
  #server = createServer(answerWith(request => this.#answer(request)));

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.sandbox.close();
  }

  async list(what: string): Promise<{ id: string; metadata?: Record<string, string>; filename?: string }[]> {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await this.sandbox.fetch(new Request(`http://far/v1/${what}?limit=100`, { headers }));
    return ((await answer.json()) as { data: [] }).data;
  }

  async #answer(request: Request): Promise<Response> {
    const what = `${request.method} ${new URL(request.url).pathname.replace(/(jobs)\/[^/]+/, '$1/ID')}`;
    await this.moment(what);
    const response = await this.sandbox.fetch(request);
    await this.moment(what);
    return response;
  }
}

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
      const far = new Far(
        await openSandbox({
          dir: path.join(folder, 'far'),
          token: TOKEN,
          validateTrainingFile: lintingValidator,
        }),
      );
      const url = await far.listen();
      const random = seededRandom(20_261_121);
      const state = path.join(folder, 'state');
      const told: string[] = [];
      const killedAt: string[] = [];
      const begin = (dataset: string): { child: ChildProcess; gone: Promise<unknown[]> } => {
        const child = fork(program, [state, url, TOKEN, dataset]);
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
          if (dataset !== '') await writeFile(dataset, examples(killedAt.length));
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
        assert.deepEqual(
          (await far.list('fine_tuning/jobs')).map(job => `${job.metadata?.tunewright_job} ${job.id}`).sort(),
          jobs.map(job => `${job.id} ${job.ref?.jobId}`).sort(),
        );
        assert.deepEqual(new Set(jobs.map(({ state: ended }) => ended)), new Set(['succeeded']));
        const named = jobs.flatMap(({ uploads: { training } }) => [
          training?.file?.id,
          ...(training?.strays ?? []),
        ]);
        const uploaded = (await far.list('files')).filter(({ filename }) => filename?.startsWith('train-'));
        assert.deepEqual(
          uploaded.map(({ id }) => id).filter(id => !named.includes(id)),
          [],
        );
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

/** A dataset that no other is, large enough not to fit into one packet. */
function examples(seed: number): string {
  return Array.from({ length: 12 }, (_, index) => {
    const content = `Review ${seed}-${index}: ${'a'.repeat(2000)}`;
    const label = index % 2 === 0 ? 'good' : 'bad';
    return `${JSON.stringify({
      messages: [
        { role: 'user', content: `${label === 'good' ? 'lovely' : 'awful'} ${content}` },
        { role: 'assistant', content: label },
      ],
    })}\n`;
  }).join('');
}
