import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/provider/connection.ts';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import type { UploadSession } from '../../../src/core/provider/fineTuning.ts';
import { OpenAiCompatible } from '../../../src/core/provider/openaiCompatible.ts';
import { orderedEvents } from '../../../src/core/provider/openaiJobs.ts';
import {
  allOf,
  connectionTo,
  contextWith,
  delta,
  eventStream,
  finish,
  json,
  problemOf,
  sourceOf,
  sse,
} from './support.ts';

interface Seen {
  line: string;
  body: unknown;
  headers: Headers;
}

/** A provider whose requests are remembered and answered by the given function. */
function recorded(answer: (line: string, count: number) => Response, more: Partial<Connection> = {}) {
  const seen: Seen[] = [];
  const fetch = async (request: Request) => {
    const url = new URL(request.url);
    const line = `${request.method} ${url.pathname}${decodeURIComponent(url.search)}`;
    const body = await request.text();
    seen.push({ line, body: body.startsWith('{') ? JSON.parse(body) : body, headers: request.headers });
    return answer(line, seen.length);
  };
  const connection = connectionTo('https://api.example.test/v1', more);
  const context = contextWith(fetch);
  return { seen, context, connection, provider: createProvider(connection, context) };
}

const ref = { connectionId: 'c1', jobId: 'ftjob-1' };
const start = { clientId: 'job-1', model: 'gpt-4.1-mini-2025-04-14', trainingFile: 'file-1' };

describe('jobs of OpenAI’s shape', () => {
  it('are started with nothing but what was set, and our id', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1', status: 'validating_files' }));
    const job = await provider.fineTuning!.start(start);
    assert.deepEqual([job.ref, job.state, job.rawStatus], [ref, 'validating', 'validating_files']);
    assert.deepEqual(seen[0]?.body, {
      model: start.model,
      training_file: 'file-1',
      metadata: { tunewright_job: 'job-1' },
    });
  });

  it('carry method, hyperparameters, grader and the rest where they were set', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1' }));
    const grader = { type: 'string_check', name: 'g', input: 'a', reference: 'b', operation: 'eq' };
    await provider.fineTuning!.start({
      ...start,
      method: 'reinforcement',
      validationFile: 'file-2',
      suffix: 'mine',
      seed: 7,
      hyperparameters: { n_epochs: 'auto', eval_interval: 5 },
      grader,
      metadata: { team: 'a' },
      extra: { trainingType: 'GlobalStandard' },
    });
    assert.deepEqual(seen[0]?.body, {
      model: start.model,
      training_file: 'file-1',
      validation_file: 'file-2',
      suffix: 'mine',
      seed: 7,
      method: {
        type: 'reinforcement',
        reinforcement: { hyperparameters: { n_epochs: 'auto', eval_interval: 5 }, grader },
      },
      metadata: { team: 'a', tunewright_job: 'job-1' },
      trainingType: 'GlobalStandard',
    });
  });

  it('take hyperparameters at the top where "method" is not known', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1' }), { kind: 'nebius' });
    await provider.fineTuning!.start({ ...start, hyperparameters: { n_epochs: 3, lora: true } });
    const body = seen[0]?.body as Record<string, unknown>;
    assert.deepEqual([body.hyperparameters, body.method], [{ n_epochs: 3, lora: true }, undefined]);
  });

  it('are looked for before they are started again', async () => {
    const mine = { id: 'ftjob-1', status: 'running', metadata: { tunewright_job: 'job-1' } };
    const { seen, provider } = recorded(() => json({ object: 'list', data: [{ id: 'other' }, mine] }));
    const job = await provider.fineTuning!.start({ ...start, again: true });
    assert.equal(job.adopted, true);
    assert.deepEqual(
      seen.map(item => item.line),
      ['GET /v1/fine_tuning/jobs?metadata[tunewright_job]=job-1'],
    );
  });

  it('are not found by a server that ignores the filter and has others', async () => {
    const { provider } = recorded(() =>
      json({ data: [{ id: 'other', metadata: { tunewright_job: 'job-2' } }] }),
    );
    assert.equal(await provider.fineTuning!.find(start), undefined);
  });

  const states: [string, string, boolean][] = [
    ['validating_files', 'validating', true],
    ['queued', 'queued', true],
    ['running', 'running', true],
    ['paused', 'paused', true],
    ['succeeded', 'succeeded', true],
    ['failed', 'failed', true],
    ['cancelled', 'cancelled', true],
    ['defragmenting', 'running', false],
    ['constructor', 'running', false],
  ];
  for (const [raw, state, recognised] of states) {
    it(`"${raw}" is read as ${state}`, async () => {
      const { provider } = recorded(() => json({ id: 'ftjob-1', status: raw }));
      const job = await provider.fineTuning!.read(ref);
      assert.deepEqual([job.state, job.rawStatus, job.recognised], [state, raw, recognised]);
    });
  }

  it('are read leniently', async () => {
    for (const answer of [{}, [], null, 'x', { id: 7, status: null, method: 'x', error: {}, metadata: [] }]) {
      const { provider } = recorded(() => json(answer));
      const job = await provider.fineTuning!.read(ref);
      assert.deepEqual([job.state, job.rawStatus, job.recognised], ['running', 'unknown', false]);
    }
  });

  it('tell result, times, tokens and failure', async () => {
    const { provider } = recorded(() =>
      json({
        id: 'ftjob-1',
        status: 'failed',
        model: 'm',
        fine_tuned_model: 'ft:m:o::1',
        created_at: 1_800_000_000,
        finished_at: 1_800_000_100,
        trained_tokens: 5,
        method: { type: 'dpo', dpo: { hyperparameters: { beta: 0.1 } } },
        error: { code: 'invalid_training_file', message: 'Line 1', param: 'training_file' },
      }),
    );
    assert.deepEqual(await provider.fineTuning!.read(ref), {
      ref,
      state: 'failed',
      rawStatus: 'failed',
      recognised: true,
      baseModel: 'm',
      method: 'dpo',
      tunedModel: 'ft:m:o::1',
      createdAt: 1_800_000_000_000,
      finishedAt: 1_800_000_100_000,
      trainedTokens: 5,
      hyperparameters: { beta: 0.1 },
      error: { code: 'invalid_training_file', message: 'Line 1', param: 'training_file' },
    });
  });

  it('are cancelled, paused and resumed', async () => {
    const { seen, provider } = recorded(() => json({ id: 'ftjob-1', status: 'paused' }));
    await provider.fineTuning!.cancel(ref);
    await provider.fineTuning!.pause!(ref);
    await provider.fineTuning!.resume!(ref);
    const path = 'POST /v1/fine_tuning/jobs/ftjob-1';
    assert.deepEqual(
      seen.map(item => item.line),
      [`${path}/cancel`, `${path}/pause`, `${path}/resume`],
    );
  });

  it('have buttons only where the service has the call', () => {
    const by = (kind: Connection['kind']) => recorded(() => json({}), { kind }).provider;
    assert.equal(by('nebius').fineTuning?.pause, undefined);
    assert.equal(by('ollama').fineTuning, undefined);
    assert.equal(by('ollama').files, undefined);
    assert.ok(by('sandbox').fineTuning?.resume);
    for (const kind of [
      'openai',
      'azure',
      'nebius',
      'together',
      'fireworks',
      'localai',
      'ollama',
      'sandbox',
    ] as const) {
      const { capabilities, fineTuning, files } = by(kind);
      assert.deepEqual(
        [
          capabilities.fineTuning,
          capabilities.pause,
          capabilities.resume,
          capabilities.estimate,
          capabilities.files,
        ],
        [!!fineTuning, !!fineTuning?.pause, !!fineTuning?.resume, !!fineTuning?.estimate, !!files],
        kind,
      );
    }
  });
});

describe('events and checkpoints of OpenAI’s shape', () => {
  const event = (count: number, more: object = {}) => ({
    id: `e${count}`,
    object: 'fine_tuning.job.event',
    created_at: 1000 + Math.floor(count / 2),
    level: 'info',
    message: `Event ${count}`,
    type: 'message',
    ...more,
  });

  it('come oldest first, only what is new, over several pages', async () => {
    const all = [6, 5, 4, 3, 2, 1].map(count => event(count));
    const answer = (line: string) => {
      const after = new URL(`http://x${line.slice(4)}`).searchParams.get('after');
      const from = after ? all.findIndex(item => item.id === after) + 1 : 0;
      return json({ object: 'list', data: all.slice(from, from + 2), has_more: from + 2 < all.length });
    };
    const { seen, provider } = recorded(answer);
    const first = await provider.fineTuning!.events(ref);
    assert.deepEqual(
      first.events.map(item => item.id),
      ['e1', 'e2', 'e3', 'e4', 'e5', 'e6'],
    );
    assert.equal(seen.length, 3);
    all.unshift(event(7));
    const second = await provider.fineTuning!.events(ref, first.cursor);
    assert.deepEqual(
      second.events.map(item => item.id),
      ['e7'],
    );
    assert.equal(seen.length, 4);
    const third = await provider.fineTuning!.events(ref, second.cursor);
    assert.deepEqual([third.events, third.cursor], [[], 'e7']);
  });

  it('are put in order and told once, whichever way they are listed', () => {
    const ids = (counts: number[]) => orderedEvents(counts.map(count => event(count))).map(item => item.id);
    assert.deepEqual(ids([4, 3, 3, 2, 1]), ['e1', 'e2', 'e3', 'e4']);
    assert.deepEqual(ids([1, 2, 3, 4]), ['e1', 'e2', 'e3', 'e4']);
    assert.deepEqual(ids([6, 2, 4, 1]), ['e1', 'e2', 'e4', 'e6']);
    assert.deepEqual(ids([]), []);
  });

  it('carry what was measured', async () => {
    const data = {
      step: 3,
      total_steps: 9,
      train_loss: 0.5,
      valid_loss: null,
      scores: { train_reward_mean: 0.7, graders: [] },
    };
    const { provider } = recorded(() => json({ data: [event(1, { type: 'metrics', level: 'warn', data })] }));
    const { events } = await provider.fineTuning!.events(ref);
    assert.deepEqual(events[0]?.metrics, {
      step: 3,
      totalSteps: 9,
      values: { train_reward_mean: 0.7, train_loss: 0.5 },
    });
    assert.equal(events[0]?.level, 'warning');
  });

  it('that lead on for ever are given up', async () => {
    let count = 0;
    const { seen, provider } = recorded(() => json({ data: [event(++count)], has_more: true }));
    await provider.fineTuning!.events(ref);
    assert.ok(seen.length <= 50);
  });

  it('checkpoints come in the order of steps', async () => {
    const checkpoint = (step: number) => ({
      id: `c${step}`,
      created_at: 1,
      step_number: step,
      fine_tuned_model_checkpoint: `ft:m:o::1:ckpt-step-${step}`,
      metrics: { step, train_loss: 1 / step },
    });
    const { provider } = recorded(() => json({ data: [checkpoint(20), checkpoint(10)] }));
    const found = await provider.fineTuning!.checkpoints(ref);
    assert.deepEqual(
      found.map(item => [item.step, item.model]),
      [
        [10, 'ft:m:o::1:ckpt-step-10'],
        [20, 'ft:m:o::1:ckpt-step-20'],
      ],
    );
    assert.deepEqual(found[1]?.values, { train_loss: 0.05 });
  });
});

describe('uploads in parts', () => {
  const content = 'abcdefghij';

  function parts(fails: (line: string, count: number) => Response | undefined = () => undefined) {
    const seen: string[] = [];
    const bodies: string[] = [];
    let made = 0;
    const fetch = async (request: Request) => {
      const line = `${request.method} ${new URL(request.url).pathname}`;
      seen.push(line);
      const body = await request.text();
      const failure = fails(line, seen.length);
      if (failure) return failure;
      if (line.endsWith('/parts')) {
        bodies.push(body.split('\r\n\r\n')[1]!.split('\r\n')[0]!);
        return json({ id: `part_${bodies.length}` });
      }
      if (line.endsWith('/complete'))
        return json({ id: 'upload_1', status: 'completed', file: { id: 'file-9' }, ids: body });
      made++;
      return json({ id: `upload_${made}`, status: 'pending' });
    };
    const context = contextWith(fetch);
    const connection = connectionTo('https://api.example.test/v1');
    const provider = new OpenAiCompatible(connection, context, { upload: { simpleLimit: 5, partSize: 4 } });
    return { seen, bodies, context, provider };
  }

  it('go in order, with progress and something to go on from', async () => {
    const { seen, bodies, provider } = parts();
    const sessions: UploadSession[] = [];
    const progress: number[] = [];
    const file = await provider.fineTuning!.upload(sourceOf(content), {
      onProgress: sent => progress.push(sent),
      onSession: session => sessions.push(session),
    });
    assert.equal(file.id, 'file-9');
    assert.deepEqual(bodies, ['abcd', 'efgh', 'ij']);
    assert.deepEqual(progress, [4, 8, 10]);
    assert.deepEqual(
      sessions.map(session => session.partIds.length),
      [0, 1, 2, 3],
    );
    assert.equal(seen.at(-1), 'POST /v1/uploads/upload_1/complete');
  });

  it('go on where they stopped', async () => {
    const { seen, bodies, provider } = parts();
    const resume = { uploadId: 'upload_1', partSize: 4, partIds: ['part_a', 'part_b'] };
    await provider.fineTuning!.upload(sourceOf(content), { resume });
    assert.deepEqual(bodies, ['ij']);
    assert.deepEqual(seen, ['POST /v1/uploads/upload_1/parts', 'POST /v1/uploads/upload_1/complete']);
  });

  it('begin anew when the server has forgotten them', async () => {
    const { bodies, provider } = parts((line, count) =>
      line.includes('gone') && count === 1 ? json({ error: 'expired upload' }, 404) : undefined,
    );
    const resume = { uploadId: 'gone', partSize: 4, partIds: ['part_a'] };
    await provider.fineTuning!.upload(sourceOf(content), { resume });
    assert.deepEqual(bodies, ['abcd', 'efgh', 'ij']);
  });

  it('send a part again that failed, since only named parts count', async () => {
    const { context, bodies, provider } = parts((_line, count) => (count === 2 ? json({}, 503) : undefined));
    const done = provider.fineTuning!.upload(sourceOf(content));
    while (context.waits.length === 0) await new Promise(resolve => setImmediate(resolve));
    context.clock.advance(1000);
    await done;
    assert.deepEqual(bodies, ['abcd', 'efgh', 'ij']);
  });

  it('do not begin anew for ever', async () => {
    const { seen, provider } = parts(line =>
      line.endsWith('/parts') ? json({ error: 'no' }, 404) : undefined,
    );
    const resume = { uploadId: 'gone', partSize: 4, partIds: [] };
    const problem = await problemOf(provider.fineTuning!.upload(sourceOf(content), { resume }));
    assert.equal(problem.code, 'not-found');
    assert.ok(seen.length <= 3);
  });
});

describe('variants of OpenAI’s shape', () => {
  it('Azure’s dated API: its paths, its query, its header', async () => {
    const { seen, provider } = recorded(
      line =>
        line.includes('chat')
          ? eventStream(sse(delta('x'), finish(), '[DONE]'))
          : json({ id: 'x', data: [] }),
      { kind: 'azure', baseUrl: 'https://res.openai.azure.com', apiVersion: '2025-04-01-preview' },
    );
    await allOf(provider.chat({ model: 'my-deployment', messages: [] }));
    await provider.fineTuning!.start(start);
    await provider.fineTuning!.upload(sourceOf('{}\n'));
    await provider.listModels();
    const version = 'api-version=2025-04-01-preview';
    assert.deepEqual(
      seen.map(item => item.line),
      [
        `POST /openai/deployments/my-deployment/chat/completions?${version}`,
        `POST /openai/fine_tuning/jobs?${version}`,
        `POST /openai/files?${version}`,
        `GET /openai/models?${version}`,
      ],
    );
    for (const { headers } of seen) {
      assert.equal(headers.get('authorization'), null);
      assert.ok(headers.get('api-key')?.startsWith('sk-test'));
    }
  });

  it('Azure’s undated API: OpenAI’s paths, Azure’s header', async () => {
    const { seen, provider } = recorded(() => eventStream(sse(delta('x'), finish(), '[DONE]')), {
      kind: 'azure',
      baseUrl: 'https://res.openai.azure.com/',
    });
    await allOf(provider.chat({ model: 'my-deployment', messages: [] }));
    assert.equal(seen[0]?.line, 'POST /openai/v1/chat/completions');
    assert.ok(seen[0]?.headers.get('api-key'));
  });

  it('models are read in every shape, and completed from the dated table', async () => {
    const shapes: [Connection['kind'], unknown, object][] = [
      [
        'openai',
        { data: [{ id: 'gpt-4.1-mini-2025-04-14' }] },
        { endDate: '2027-01-14', contextTokens: 128000, fromTable: ['contextTokens', 'price', 'endDate'] },
      ],
      [
        'openai',
        { data: [{ id: 'gpt-4o-2024-08-06', shutdown_date: '2027-02-01' }] },
        { endDate: '2027-02-01', fromTable: ['contextTokens', 'price'] },
      ],
      [
        'openai',
        { data: [{ id: 'ft:gpt-4.1-mini-2025-04-14:o::1' }] },
        { endDate: '2027-01-14', tunable: true },
      ],
      [
        'together',
        [{ id: 'a/b', context_length: 8192, pricing: { input: 0.2, output: 0.4 }, display_name: 'B' }],
        { contextTokens: 8192, price: { input: 0.2, output: 0.4 }, title: 'B' },
      ],
      [
        'vllm',
        { data: [{ id: 'mine', parent: 'base', max_model_len: 4096, created: 5 }] },
        { parent: 'base', contextTokens: 4096, createdAt: 5000 },
      ],
      [
        'llamacpp',
        { models: [{ name: 'x.gguf' }], data: [{ id: 'x.gguf', meta: { n_ctx_train: 2048 } }] },
        { contextTokens: 2048 },
      ],
      ['ollama', { data: [{ id: 'llama3' }] }, { id: 'llama3', fromTable: [] }],
    ];
    for (const [kind, answer, expected] of shapes) {
      const { provider } = recorded(() => json(answer), { kind });
      const [model] = await provider.listModels();
      assert.deepEqual({ ...model, ...expected }, model, JSON.stringify(answer));
    }
    for (const odd of [{}, [], null, { data: 'x' }, { data: [null, 7, {}] }]) {
      const { provider } = recorded(() => json(odd));
      assert.deepEqual(await provider.listModels(), []);
    }
  });

  it('say so when the client cannot be loaded', async () => {
    const load = () => Promise.reject(new SyntaxError('too old'));
    const provider = new OpenAiCompatible(
      connectionTo('https://x.test/v1'),
      contextWith(async () => json({})),
      { load },
    );
    const problem = await problemOf(provider.fineTuning!.read(ref));
    assert.deepEqual([problem.code, problem.data.reason], ['not-supported', 'sdk-missing']);
  });

  it('files are listed and deleted, models deleted', async () => {
    const { seen, provider } = recorded(() =>
      json({
        data: [
          {
            id: 'file-1',
            filename: 'a.jsonl',
            bytes: 3,
            created_at: 2,
            purpose: 'fine-tune',
            status: 'processed',
          },
        ],
      }),
    );
    assert.deepEqual(await provider.files!.list(), [
      {
        id: 'file-1',
        name: 'a.jsonl',
        bytes: 3,
        createdAt: 2000,
        purpose: 'fine-tune',
        rawStatus: 'processed',
      },
    ]);
    await provider.files!.delete('file-1');
    await provider.deleteModel!('ft:m:o::1');
    assert.deepEqual(
      seen.map(item => item.line),
      ['GET /v1/files', 'DELETE /v1/files/file-1', 'DELETE /v1/models/ft:m:o::1'],
    );
  });

  it('VS Code’s own models are not reached from here', () => {
    const connection = { id: 'lm', kind: 'vscode-lm', name: 'VS Code' } as const;
    assert.throws(
      () =>
        createProvider(
          connection,
          contextWith(async () => json({})),
        ),
      { code: 'not-supported' },
    );
  });
});
