import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OpenAiCompatible } from '../../../src/core/provider/openaiCompatible.ts';
import { fromRoot } from '../../support/root.ts';
import {
  allOf,
  connectionTo,
  contextWith,
  delta,
  eventStream,
  finish,
  json,
  sourceOf,
  sse,
} from './support.ts';

const file = fromRoot('..', 'shared', 'openapi', 'openapi.trimmed.json');

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: object }> };
}

/** OpenAI's own description of its API, as far as we use it. */
class Contract {
  #paths: Record<string, Record<string, Operation>>;
  #ajv: Ajv2020;

  constructor(text: string) {
    const document = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
    this.#paths = document.paths;
    this.#ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false });
    this.#ajv.addSchema(document, 'openapi');
  }

  /** What is wrong with a request; empty when all is well. */
  faults(method: string, path: string, query: URLSearchParams, type: string | null, body: unknown): string[] {
    const found = Object.keys(this.#paths).find(template => matches(template, path));
    const operation = found === undefined ? undefined : this.#paths[found]?.[method.toLowerCase()];
    if (!operation) return [`no such operation: ${method} ${path}`];
    const known = new Set(
      (operation.parameters ?? []).filter(item => item.in === 'query').map(item => item.name),
    );
    const faults = [...query.keys()]
      .filter(name => !known.has(name) && !known.has(name.split('[')[0]!))
      .map(name => `no such query parameter: ${name}`);
    const media = (type ?? '').split(';')[0]!;
    const described = operation.requestBody?.content[media];
    if (!operation.requestBody)
      return body === undefined ? faults : [...faults, 'a body that nobody asked for'];
    if (!described) return [...faults, `no such content type: ${media}`];
    const pointer = `openapi#/paths/${escaped(found!)}/${method.toLowerCase()}/requestBody/content/${escaped(media)}/schema`;
    const validate = this.#ajv.getSchema(pointer);
    assert.ok(validate, pointer);
    if (!validate(body))
      faults.push(...(validate.errors ?? []).map(error => `${error.instancePath} ${error.message}`));
    return faults;
  }
}

function matches(template: string, path: string): boolean {
  const pattern = template
    .split('/')
    .map(part => (part.startsWith('{') ? '[^/]+' : part.replaceAll('.', '\\.')));
  return new RegExp(`^${pattern.join('/')}$`).test(path);
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** A form as an object, with the content of files as text. */
async function formBody(request: Request): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of await request.formData())
    body[name] = typeof value === 'string' ? value : await value.text();
  return body;
}

describe('what we send to OpenAI', () => {
  let contract: Contract;

  before(function () {
    this.timeout(180_000);
    if (!existsSync(file)) {
      process.stdout.write('    skipped: OpenAI’s API description (../shared/openapi) is not here\n');
      this.skip();
    }
    contract = new Contract(readFileSync(file, 'utf8'));
  });

  /** Runs the calls and answers with what the contract holds against each request. */
  async function faultsOf(
    use: (provider: OpenAiCompatible) => Promise<unknown>,
  ): Promise<{ lines: string[]; faults: string[] }> {
    const lines: string[] = [];
    const faults: string[] = [];
    const fetch = async (request: Request) => {
      const url = new URL(request.url);
      const type = request.headers.get('content-type');
      const line = `${request.method} ${url.pathname}`;
      lines.push(line);
      let body: unknown;
      if (type?.startsWith('multipart/')) body = await formBody(request);
      else if (request.body) body = await request.json();
      const path = url.pathname.replace('/v1', '');
      faults.push(
        ...contract
          .faults(request.method, path, url.searchParams, type, body)
          .map(fault => `${line}: ${fault}`),
      );
      if (line.includes('chat')) return eventStream(sse(delta('x'), finish(), '[DONE]'));
      return json({ id: 'x', status: 'queued', data: [], file: { id: 'file-1' } });
    };
    const options = { upload: { simpleLimit: 5, partSize: 4 } };
    await use(new OpenAiCompatible(connectionTo('https://api.example.test/v1'), contextWith(fetch), options));
    return { lines, faults };
  }

  const ref = { connectionId: 'c1', jobId: 'ftjob-1' };
  const grader = {
    type: 'string_check',
    name: 'g',
    input: '{{sample.output_text}}',
    reference: '{{item.a}}',
    operation: 'eq',
  } as const;
  const calls: Record<string, (provider: OpenAiCompatible) => Promise<unknown>> = {
    models: provider => provider.listModels(),
    'delete a model': provider => provider.deleteModel!('ft:m:o::1'),
    chat: provider => allOf(provider.chat({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })),
    'chat with all': provider =>
      allOf(
        provider.chat({
          model: 'm',
          messages: [
            { role: 'system', content: 'Be brief' },
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Hi' },
                { type: 'image_url', image_url: { url: 'https://x.test/a.png' } },
              ],
            },
            {
              role: 'assistant',
              tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
            },
            { role: 'tool', tool_call_id: 'c', content: '1' },
          ],
          parameters: {
            temperature: 0.5,
            n: 2,
            seed: 3,
            stop: ['x'],
            response_format: { type: 'json_object' },
            max_completion_tokens: 5,
          },
        }),
      ),
    files: provider => provider.files!.list(),
    'delete a file': provider => provider.files!.delete('file-1'),
    upload: provider => provider.fineTuning!.upload(sourceOf('{}\n')),
    'upload in parts': provider => provider.fineTuning!.upload(sourceOf('0123456789')),
    start: provider =>
      provider.fineTuning!.start({ clientId: 'j', model: 'gpt-4o-mini', trainingFile: 'file-1' }),
    'start supervised': provider =>
      provider.fineTuning!.start({
        clientId: 'j',
        model: 'gpt-4o-mini',
        trainingFile: 'file-1',
        validationFile: 'file-2',
        method: 'supervised',
        suffix: 's',
        seed: 1,
        hyperparameters: { n_epochs: 3, batch_size: 'auto', learning_rate_multiplier: 0.5 },
        integrations: [{ type: 'wandb', wandb: { project: 'p' } }],
        metadata: { a: 'b' },
      }),
    'start dpo': provider =>
      provider.fineTuning!.start({
        clientId: 'j',
        model: 'gpt-4o',
        trainingFile: 'f',
        method: 'dpo',
        hyperparameters: { beta: 0.2 },
      }),
    'start reinforcement': provider =>
      provider.fineTuning!.start({
        clientId: 'j',
        model: 'o4-mini',
        trainingFile: 'f',
        validationFile: 'v',
        method: 'reinforcement',
        grader,
        hyperparameters: { reasoning_effort: 'low', eval_interval: 2 },
      }),
    find: provider => provider.fineTuning!.find({ clientId: 'j', model: 'm', trainingFile: 'f' }),
    'list jobs': provider => provider.fineTuning!.list(),
    read: provider => provider.fineTuning!.read(ref),
    events: provider => provider.fineTuning!.events(ref, 'e1'),
    checkpoints: provider => provider.fineTuning!.checkpoints(ref),
    cancel: provider => provider.fineTuning!.cancel(ref),
    pause: provider => provider.fineTuning!.pause!(ref),
    resume: provider => provider.fineTuning!.resume!(ref),
  };
  for (const [name, use] of Object.entries(calls)) {
    it(`keeps to its description: ${name}`, async function () {
      this.timeout(180_000);
      const { lines, faults } = await faultsOf(use);
      assert.ok(lines.length > 0);
      assert.deepEqual(faults, []);
    });
  }

  it('and the description would notice', async () => {
    const wrong = await faultsOf(provider =>
      provider.fineTuning!.start({
        clientId: 'j',
        model: 'm',
        trainingFile: 'f',
        hyperparameters: { n_epochs: 999 },
      }),
    );
    assert.ok(wrong.faults.length > 0);
    assert.ok(
      contract.faults('GET', '/fine_tuning/jobs', new URLSearchParams('nonsense=1'), null, undefined).length >
        0,
    );
    assert.ok(contract.faults('GET', '/nowhere', new URLSearchParams(), null, undefined).length > 0);
  });
});
