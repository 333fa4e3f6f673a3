import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/provider/connection.ts';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import { OpenAiCompatible } from '../../../src/core/provider/openaiCompatible.ts';
import { recorded, ref, start } from './openaiRecorded.ts';
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
        { endDate: '2027-01-14', contextTokens: 128000, fromTable: ['contextTokens', 'endDate'] },
      ],
      [
        'openai',
        { data: [{ id: 'gpt-4o-2024-08-06', shutdown_date: '2027-02-01' }] },
        { endDate: '2027-02-01', fromTable: ['contextTokens'] },
      ],
      [
        'openai',
        { data: [{ id: 'ft:gpt-4.1-mini-2025-04-14:o::1' }] },
        { endDate: '2027-01-14', tunable: true, fromTable: ['contextTokens', 'price', 'endDate'] },
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
