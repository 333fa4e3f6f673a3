import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Job } from '../../src/core/jobs/job.ts';
import { inThreadTrainer } from '../../src/core/sandbox/jobs/trainer.ts';
import { lintingValidator } from '../../src/core/sandbox/lintingValidator.ts';
import { createSandbox, type Sandbox } from '../../src/core/sandbox/sandbox.ts';
import { fileStore } from '../../src/node/sandbox/fileStore.ts';
import { answerWith } from '../../src/node/sandbox/nodeHttp.ts';
import { randomNumber } from '../../src/node/sandbox/randomNumber.ts';
import { systemClock } from '../../src/node/systemClock.ts';

export interface FarSandboxOptions {
  /** Folder of its state. */
  dir: string;
  /** The key that every request must carry; none is asked for when absent. */
  token?: string;
  /** Training begins when what this returns is settled; at once when absent. */
  mayTrain?: () => Promise<void>;
}

/** A moment of a request: when it came, and when it was acted on and not answered yet. */
export type Moment = 'came' | 'done';

/** A sandbox on loopback: a provider to everybody who speaks to it. It tells of each moment of each request. */
export class FarSandbox {
  /** Called with `POST /v1/files` and the like, ids replaced by `ID`; the request waits for it, and breaks off with it. */
  moment: (request: string, moment: Moment) => Promise<void> = async () => {};
  /** Answers in the place of the sandbox, where it answers at all. */
  instead: (request: Request) => Response | undefined = () => undefined;
  /** Such as `http://127.0.0.1:1234/v1`. */
  readonly url: string;
  readonly #sandbox: Sandbox;
  readonly #server: ReturnType<typeof createServer>;
  readonly #headers: Record<string, string>;

  private constructor(
    sandbox: Sandbox,
    server: ReturnType<typeof createServer>,
    headers: Record<string, string>,
  ) {
    this.#sandbox = sandbox;
    this.#server = server;
    this.#headers = headers;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  }

  static async open({ dir, token, mayTrain }: FarSandboxOptions): Promise<FarSandbox> {
    const train = inThreadTrainer(systemClock);
    const sandbox = createSandbox({
      store: fileStore(dir),
      train: async (task, listen, control) => {
        const stopped = AbortSignal.any([control.cancel, control.pause]);
        await Promise.race([mayTrain?.(), stopped.aborted || once(stopped, 'abort')]);
        await train(task, listen, control);
      },
      ...{ clock: systemClock, random: randomNumber, validateTrainingFile: lintingValidator },
      ...(token !== undefined && { token }),
    });
    await sandbox.start();
    let far: FarSandbox | undefined;
    const server = createServer(answerWith(request => far!.#answer(request)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    far = new FarSandbox(sandbox, server, token === undefined ? {} : { authorization: `Bearer ${token}` });
    return far;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#sandbox.close();
  }

  /** Asks it directly, past the moments. */
  fetch(path: string, init?: RequestInit): Promise<Response> {
    const request = new Request(`http://far/v1/${path}`, init);
    for (const [name, value] of Object.entries(this.#headers)) request.headers.set(name, value);
    return this.#sandbox.fetch(request);
  }

  /** Uploads a dataset and begins to train with it, as another program would. Returns the job's id. */
  async launch(dataset: string, suffix: string): Promise<string> {
    const form = new FormData();
    form.set('purpose', 'fine-tune');
    form.set('file', new Blob([dataset]), 'train-elsewhere.jsonl');
    const uploaded = await this.fetch('files', { method: 'POST', body: form });
    const { id: training_file } = (await uploaded.json()) as { id: string };
    const body = JSON.stringify({ model: 'sandbox-base', training_file, suffix });
    const headers = { 'content-type': 'application/json' };
    const created = await this.fetch('fine_tuning/jobs', { method: 'POST', headers, body });
    return ((await created.json()) as { id: string }).id;
  }

  /** What it has of `files` or `fine_tuning/jobs`. */
  async list(what: string): Promise<{ id: string; metadata?: Record<string, string>; filename?: string }[]> {
    return ((await (await this.fetch(`${what}?limit=100`)).json()) as { data: [] }).data;
  }

  /** Fails unless each job was created here exactly once, and each uploaded file is named by some job. */
  async assertNothingLost(jobs: readonly Job[]): Promise<void> {
    const created = (await this.list('fine_tuning/jobs')).map(
      ({ id, metadata }) => `${metadata?.tunewright_job} ${id}`,
    );
    assert.deepEqual(created.sort(), jobs.map(job => `${job.id} ${job.ref?.jobId}`).sort());
    const named = jobs.flatMap(({ uploads: { training } }) => [
      training?.file?.id,
      ...(training?.strays ?? []),
    ]);
    const uploaded = (await this.list('files')).filter(({ filename }) => filename?.startsWith('train-'));
    assert.deepEqual(
      uploaded.map(({ id }) => id).filter(id => !named.includes(id)),
      [],
      'Files that no job names.',
    );
  }

  async #answer(request: Request): Promise<Response> {
    const what = `${request.method} ${new URL(request.url).pathname.replace(/(jobs)\/[^/]+/, '$1/ID')}`;
    await this.moment(what, 'came');
    const response = this.instead(request) ?? (await this.#sandbox.fetch(request));
    await this.moment(what, 'done');
    return response;
  }
}

/** A dataset that no other seed makes, large enough not to fit into one packet. */
export function distinctExamples(seed: number): string {
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
