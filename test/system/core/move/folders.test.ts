import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { folderFiles } from '../../../../src/core/move/folder/folder.ts';
import type { MovedDataset } from '../../../../src/core/move/movePlan.ts';
import { TOOLS, type ToolId } from '../../../../src/core/move/tools.ts';
import type { Tune } from '../../../../src/core/tune/tuneFile.ts';
import { Problem } from '../../../../src/core/util/problem.ts';
import {
  AXOLOTL_DATASET_KEYS,
  AXOLOTL_KEYS,
  LLAMAFACTORY_COLUMNS,
  LLAMAFACTORY_KEYS,
  TRL_KEYS,
} from '../../../core/move/support/documentedKeys.ts';
import { toolPlan } from '../../../core/move/support/plans.ts';
import { TRAIN_JOB_SCHEMA } from '../../../core/move/support/trainJobSchema.ts';

const WANDB = [{ type: 'wandb', wandb: { project: 'reviews', name: 'first', entity: 'us' } }] as const;

/** Tunes that together need every key that is written. */
const TUNES: readonly [what: string, tune: Partial<Tune>, data?: Partial<MovedDataset>][] = [
  ['a bare tune', {}],
  [
    'a tune that says everything',
    {
      ...{ validation: 'valid.jsonl', suffix: 'Reviews of 2026!', seed: 7, integrations: [...WANDB] },
      hyperparameters: {
        ...{ n_epochs: 2, batch_size: 4, learning_rate: 1e-7, warmup_ratio: 0.1, weight_decay: 0.01 },
        ...{ max_grad_norm: 0.3, lora_rank: 8, lora_alpha: 16, lora_dropout: 0, warmup_steps: 3 },
      },
      metadata: { team: 'x' },
    },
  ],
  [
    'names that would break a file',
    { name: 'a\n"""\nimport os `b`', suffix: "'; rm -rf / #", model: 'x/y"\n- z: 1' },
  ],
  ['answers with weights', {}, { to: 'openai-sft', weighted: true, learnsLastOnly: false }],
  ['preference pairs', { method: 'dpo', validation: 'v.jsonl', hyperparameters: { beta: 0.2 } }],
  [
    'a check of the answer',
    {
      ...{ method: 'reinforcement', validation: 'v.jsonl' },
      grader: {
        ...{ type: 'string_check', name: 'right', operation: 'ilike' },
        ...{ input: '{{sample.output_text}}', reference: 'It\'s "{{item.answer}}"\\n' },
      },
    },
  ],
  [
    'a grader in Python',
    {
      ...{ method: 'reinforcement', validation: 'v.jsonl' },
      grader: { type: 'python', source: 'def grade(sample, item):\n    return 1.0\n' },
    },
  ],
  ['a file too large for a ConfigMap', {}, { bytes: 5_000_000 }],
];

/** The files of a folder by their paths; undefined where the trainer does not have the method. */
async function filesOf(tune: Partial<Tune>, tool: ToolId, data?: Partial<MovedDataset>) {
  try {
    const { trainer, ...plan } = await toolPlan(tune, tool, data);
    return Object.fromEntries(
      folderFiles({ ...plan, trainer: trainer! }, tool).map(one => [one.path, one.text]),
    );
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'not-supported') return undefined;
    throw thrown;
  }
}

const python = spawnSync('python3', ['--version']).status === 0;

describe('folders for trainers of one’s own', () => {
  for (const [what, tune, data] of TUNES) {
    for (const tool of TOOLS) {
      it(`${tool}: ${what}`, async () => {
        const files = await filesOf(tune, tool, data);
        if (!files) {
          assert.equal(tune.method, 'reinforcement', 'only reinforcement is refused');
          assert.ok(['axolotl', 'llamafactory'].includes(tool));
          return;
        }
        for (const [name, text] of Object.entries(files)) {
          if (name.endsWith('.yaml'))
            for (const one of parseAllDocuments(text)) assert.deepEqual(one.errors, []);
          if (name.endsWith('.json')) JSON.parse(text);
        }
        const readme = files['README.md'] ?? assert.fail('there is no README.md');
        const [, train, , serve, , ...more] = readme.split('```');
        assert.deepEqual(more, [], 'one command that trains in the README, and one that serves');
        assert.ok(train !== serve && serve!.includes('vllm serve'));
        if (tool === 'trl' || tool === 'ray' || tool === 'kubeflow') {
          const config = parse(files['config.yaml']!, { version: '1.1' }) as Record<string, unknown>;
          assert.deepEqual(beyond(config, TRL_KEYS[tune.method ?? 'supervised']), []);
          assert.equal(typeof config.learning_rate, 'number');
        } else if (tool === 'axolotl') checkAxolotl(files['config.yaml']!);
        else checkLlamafactory(files['train.yaml']!, files['dataset_info.json']!);
      });
    }
  }

  it('holds Python that compiles', async function () {
    if (!python) skipWith(this, 'there is no python3 to compile with');
    this.timeout(180_000);
    const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-python-'));
    try {
      const scripts: string[] = [];
      for (const [index, [, tune, data]] of TUNES.entries()) {
        for (const tool of TOOLS) {
          for (const [name, text] of Object.entries((await filesOf(tune, tool, data)) ?? {})) {
            if (!name.endsWith('.py')) continue;
            scripts.push(path.join(folder, `${index}-${tool}-${name}`));
            await writeFile(scripts.at(-1)!, text);
          }
        }
      }
      assert.ok(scripts.length > 20, `${scripts.length} scripts`);
      const { status, stderr } = spawnSync('python3', ['-m', 'py_compile', ...scripts], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('grades in Python as the provider did', async function () {
    if (!python) skipWith(this, 'there is no python3 to run the grader with');
    const cases: [operation: string, output: string, answer: string, score: number][] = [
      ['eq', 'Oslo', 'Oslo', 1],
      ['eq', 'oslo', 'Oslo', 0],
      ['ne', 'oslo', 'Oslo', 1],
      ['like', 'It is Oslo.', 'Oslo', 1],
      ['like', 'It is oslo.', 'Oslo', 0],
      ['ilike', 'It is oslo.', 'Oslo', 1],
    ];
    for (const [operation, output, answer, score] of cases) {
      const input = '{{sample.output_text}}';
      const grader = { type: 'string_check', name: 'x', operation, input, reference: '{{ item.answer }}' };
      const files = await filesOf({ method: 'reinforcement', validation: 'v.jsonl', grader }, 'trl');
      const completions = JSON.stringify([[{ role: 'assistant', content: output }]]);
      const ask = `${files!['reward.py']}\nprint(reward(${completions}, answer=[${JSON.stringify(answer)}]))`;
      const { stdout, stderr } = spawnSync('python3', ['-c', ask], { encoding: 'utf8' });
      assert.equal(stdout.trim(), `[${score.toFixed(1)}]`, `${operation} ${output}: ${stderr}`);
    }
  });

  it('asks a cluster for what Kubeflow’s schema allows (the whole of it when TUNEWRIGHT_TRAINJOB_CRD names it)', async () => {
    const published = process.env.TUNEWRIGHT_TRAINJOB_CRD;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const valid = ajv.compile(published === undefined ? TRAIN_JOB_SCHEMA : publishedSchema(published));
    for (const [what, tune, data] of TUNES) {
      const files = await filesOf(tune, 'kubeflow', data);
      const job = parse(files!['trainjob.yaml']!) as { metadata: { name: string } };
      assert.ok(valid(job), `${what}: ${JSON.stringify(valid.errors)}`);
      assert.match(job.metadata.name, /^[a-z]([-a-z0-9]*[a-z0-9])?$/);
      assert.ok(job.metadata.name.length <= 40);
      const kustomization = parse(files!['kustomization.yaml']!) as {
        resources: string[];
        configMapGenerator: { files: string[] }[];
      };
      for (const resource of kustomization.resources) assert.ok(files![resource], resource);
      const isSmall = (data?.bytes ?? 0) < 900_000;
      assert.equal(kustomization.configMapGenerator[0]!.files.includes('train.jsonl'), isSmall);
      assert.ok(files!['files.yaml'], 'a pod through which the adapter is fetched');
      assert.equal(files!['train.py']!.includes('Path("/outputs")'), !isSmall);
    }
  });
});

/** Leaves a test out and says why. */
function skipWith(test: Mocha.Context, reason: string): never {
  test.test!.title += ` (left out: ${reason})`;
  return test.skip();
}

function checkAxolotl(text: string): void {
  const config = parse(text, { version: '1.1' }) as Record<string, unknown>;
  assert.deepEqual(beyond(config, AXOLOTL_KEYS), []);
  for (const key of ['datasets', 'test_datasets'] as const) {
    for (const dataset of (config[key] ?? []) as object[])
      assert.deepEqual(beyond(dataset, AXOLOTL_DATASET_KEYS), []);
  }
}

function checkLlamafactory(text: string, info: string): void {
  const config = parse(text, { version: '1.1' }) as Record<string, unknown>;
  assert.deepEqual(beyond(config, LLAMAFACTORY_KEYS), []);
  const datasets = JSON.parse(info) as Record<string, { file_name: string; columns: object }>;
  for (const key of ['dataset', 'eval_dataset']) {
    if (config[key] !== undefined) assert.ok(datasets[String(config[key])], key);
  }
  for (const { columns } of Object.values(datasets))
    assert.deepEqual(beyond(columns, LLAMAFACTORY_COLUMNS), []);
}

/** Keys that the documentation does not have. */
function beyond(value: object, documented: readonly string[]): string[] {
  return Object.keys(value).filter(key => !documented.includes(key));
}

/** The schema inside a CustomResourceDefinition, in which a field that is not there is a fault, as for `kubectl`. */
function publishedSchema(file: string): object {
  assert.ok(existsSync(file), `there is no ${file}`);
  const crd = parse(readFileSync(file, 'utf8')) as {
    spec: { versions: { schema: { openAPIV3Schema: { properties: Record<string, unknown> } } }[] };
  };
  const schema = crd.spec.versions[0]!.schema.openAPIV3Schema;
  schema.properties.metadata = { type: 'object' };
  closeObjects(schema);
  return schema;
}

function closeObjects(node: unknown): void {
  if (Array.isArray(node)) node.forEach(closeObjects);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const schema = node as Record<string, unknown>;
  if (
    schema.type === 'object' &&
    schema.properties !== undefined &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true
  )
    schema.additionalProperties ??= false;
  Object.values(schema).forEach(closeObjects);
}
