import { TEST_KEY } from '../../../../scripts/suites/testKey.mjs';
import assert from 'node:assert/strict';
import { inThreadTrainer, type Trainer } from '../../../../src/core/sandbox/jobs/trainer.ts';
import { trainModel } from '../../../../src/core/sandbox/learner/train.ts';
import { memoryStore } from '../../../../src/core/sandbox/memoryStore.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../../src/core/sandbox/sandbox.ts';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { checkAnswer } from './contract.ts';

/** JSON of an answer, which tests look into by path. */
// biome-ignore lint/suspicious/noExplicitAny: a type for each answer would say again what the tests assert.
export type Json = any;

/** What a request was answered with. */
export interface Answered {
  status: number;
  headers: Headers;
  /** The JSON of the answer; its text when it is none. */
  body: Json;
}

/** The bearer token of sandboxes in tests. */
export const TOKEN = `${TEST_KEY}-sandbox`;

/** A sandbox in memory with the helpers that tests want. Every answer is held against OpenAI's description. */
export class TestSandbox {
  readonly clock: FakeClock;
  readonly options: SandboxOptions;
  readonly sandbox: Sandbox;

  constructor(options: Partial<SandboxOptions> = {}) {
    this.clock = (options.clock as FakeClock | undefined) ?? new FakeClock();
    this.options = {
      store: memoryStore(),
      train: inThreadTrainer(systemClock),
      clock: this.clock,
      random: seededRandom(42),
      validateTrainingFile: () => [],
      token: TOKEN,
      ...options,
    };
    this.sandbox = createSandbox(this.options);
  }

  /** Sends JSON, a form or nothing. */
  async call(
    method: string,
    path: string,
    body?: object | FormData,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const response = await this.sandbox.fetch(`http://sandbox.test/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    return readAnswer(method, `/v1${path}`, response);
  }

  /** A call that must succeed; its JSON. */
  async ok(
    method: string,
    path: string,
    body?: object | FormData,
    headers?: Record<string, string>,
  ): Promise<Json> {
    const answered = await this.call(method, path, body, headers);
    assert.equal(answered.status, 200, JSON.stringify(answered.body));
    return answered.body;
  }

  /** A call that must fail with a status; its error. */
  async fails(
    status: number,
    method: string,
    path: string,
    body?: object | FormData,
    headers?: Record<string, string>,
  ) {
    const answered = await this.call(method, path, body, headers);
    assert.equal(answered.status, status, JSON.stringify(answered.body));
    return answered.body.error as {
      message: string;
      type: string;
      param: string | null;
      code: string | null;
    };
  }

  /** Uploads a training file and returns its id. */
  async upload(content: Uint8Array, name = 'data.jsonl', headers?: Record<string, string>): Promise<string> {
    const form = new FormData();
    form.set('purpose', 'fine-tune');
    form.set('file', new File([content as BlobPart], name));
    return (await this.ok('POST', '/files', form, headers)).id;
  }

  /** Creates a job and returns its id. */
  async createJob(
    training: Uint8Array,
    body: object = {},
    headers?: Record<string, string>,
  ): Promise<string> {
    const file = await this.upload(training);
    const job = await this.ok(
      'POST',
      '/fine_tuning/jobs',
      { model: 'sandbox-base', training_file: file, ...body },
      headers,
    );
    return job.id;
  }

  job(id: string): Promise<Json> {
    return this.ok('GET', `/fine_tuning/jobs/${id}`);
  }

  /** Trains to the end and returns the name of the model. */
  async tune(training: Uint8Array, body: object = {}): Promise<string> {
    const id = await this.createJob(training, { seed: 1, ...body });
    await this.sandbox.idle();
    const job = await this.job(id);
    assert.equal(job.status, 'succeeded', JSON.stringify(job.error));
    return job.fine_tuned_model;
  }

  /** The best answer of a model to a message. */
  async ask(model: string, question: string, body: object = {}): Promise<string> {
    const messages = [{ role: 'user', content: question }];
    const completion = await this.ok('POST', '/chat/completions', {
      model,
      messages,
      temperature: 0,
      ...body,
    });
    return completion.choices[0].message.content;
  }
}

/** Reads an answer whole; streams are given as the list of their events. */
export async function readAnswer(method: string, path: string, response: Response): Promise<Answered> {
  const text = await response.text();
  const { pathname } = new URL(path, 'http://sandbox.test');
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const events = text.split('\n\n').filter(event => event !== '');
    assert.equal(events.pop(), 'data: [DONE]');
    const body = events.map(event => JSON.parse(event.replace(/^data: /, '')) as object);
    for (const chunk of body) checkAnswer(method, pathname, response.status, chunk, true);
    return { status: response.status, headers: response.headers, body };
  }
  if (!response.headers.get('content-type')?.startsWith('application/json')) {
    return { status: response.status, headers: response.headers, body: text };
  }
  const body: unknown = JSON.parse(text);
  checkAnswer(method, pathname, response.status, body);
  return { status: response.status, headers: response.headers, body };
}

/** A trainer that stands still after some reports until `go` is called, so that a test can look at a running job. */
export function haltingTrainer(afterReports: number): { train: Trainer; halted: Promise<void>; go(): void } {
  const halted = deferred();
  const going = deferred();
  let reports = 0;
  let isGoing = false;
  const train: Trainer = async (task, listen, { cancel, pause }) => {
    for (const progress of trainModel(task, () => pause.aborted)) {
      cancel.throwIfAborted();
      if (progress.kind === 'working') continue;
      listen(progress);
      if (progress.kind === 'metrics') reports += 1;
      if (reports < afterReports || isGoing) continue;
      await systemClock.sleep(0);
      halted.resolve();
      await Promise.race([going.promise, aborted(cancel), aborted(pause)]);
    }
  };
  const go = (): void => {
    isGoing = true;
    going.resolve();
  };
  return { train, halted: halted.promise, go };
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => {};
  const promise = new Promise<void>(settle => {
    resolve = settle;
  });
  return { promise, resolve };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
