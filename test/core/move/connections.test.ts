import assert from 'node:assert/strict';
import { formatsForConsumer } from '../../../src/core/convert/destinations.ts';
import type { FormatId } from '../../../src/core/formats/format.ts';
import type { MovePlan } from '../../../src/core/move/movePlan.ts';
import { planMove } from '../../../src/core/move/planMove.ts';
import { capabilitiesOf } from '../../../src/core/provider/capabilitiesOf.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';
import { type ConnectionKind, connectionKinds } from '../../../src/core/provider/connectionKinds.ts';
import { parseTune } from '../../../src/core/tune/parseTune.ts';
import type { Tune } from '../../../src/core/tune/tuneFile.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { tried } from './support/plans.ts';

const OPENAI: Connection = { id: 'start', kind: 'openai', name: 'OpenAI' };

/** A tune that says all that a tune can say, of what came from every place. */
const TUNE: Tune = {
  ...{ connection: 'start', model: 'gpt-4.1-mini-2025-04-14', method: 'supervised' },
  ...{ training: 'data/train.jsonl', validation: 'data/valid.jsonl' },
  ...{ seed: 7, suffix: 'harbour-master-of-the-old-town', metadata: { owner: 'harbour' } },
  integrations: [{ type: 'wandb', wandb: { project: 'x' } }],
  hyperparameters: {
    ...{ n_epochs: 3, batch_size: 'auto', learning_rate_multiplier: 2, beta: 0.1 },
    ...{ lora_r: 16, warmup_ratio: 0.1, max_context_length: 4096 },
  },
};

const FORMATS: Record<string, FormatId> = {
  ...{ supervised: 'openai-sft', dpo: 'openai-dpo', reinforcement: 'openai-rft' },
};

const METHODS = ['supervised', 'dpo', 'reinforcement'] as const;

/** The plan, for a dataset that needs a fix in the new place, so that it is written; or the problem that stops it. */
async function move(kind: ConnectionKind, changes: Partial<Tune> = {}, format?: FormatId) {
  const needsAddress = ['azure', 'openai-compatible', 'localai', 'vllm'].includes(kind);
  const to: Connection = {
    id: kind,
    kind,
    name: kind,
    ...(needsAddress && { baseUrl: 'https://x.example/v1' }),
  };
  const tune: Tune = { ...TUNE, ...changes };
  const from = format ?? FORMATS[tune.method ?? 'supervised']!;
  const asked: string[] = [];
  const question = {
    ...{ tune, text: JSON.stringify(tune), stem: 'mine', from: OPENAI, oldModels: [], folder: '' },
    to: { kind: 'connection', connection: to, capabilities: capabilitiesOf(to)! },
  } as const;
  try {
    const plan = await planMove(question, {
      ...{ today: '2026-11-27', resolve: (name: string) => `/project/${name}`, comparisons: async () => [] },
      settingsOf: async () => ({ target: 'generic', rules: {} }),
      tryDataset: async ({ path, consumer, settings }) => {
        asked.push(`${path} as ${settings.purpose ?? 'training'} for ${settings.target}`);
        const there = formatsForConsumer(consumer, from)[0];
        const { to: _, ...found } = tried({
          ...{ format: from, kept: there === undefined || there === from, fixes: 1 },
        });
        return { ...found, ...(there && { to: there }) };
      },
    });
    return { plan, asked };
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
}

async function planOf(...given: Parameters<typeof move>): Promise<{ plan: MovePlan; asked: string[] }> {
  const moved = await move(...given);
  assert.ok(!(moved instanceof Problem), String(moved));
  return moved;
}

/** Places that train, with the rulebook, the base model, and what a tune of everything keeps of its settings. */
type Row = [kind: ConnectionKind, target: string, model: string, kept: string, lost: string];

const OPENAI_LOSES = 'hyperparameters.beta hyperparameters.lora_r hyperparameters.warmup_ratio';
const OPENAI_KEEPS =
  'hyperparameters.n_epochs hyperparameters.batch_size hyperparameters.learning_rate_multiplier';
const ROWS: Row[] = [
  ...(
    [
      ['openai', 'openai', 'gpt-4.1-mini-2025-04-14'],
      ['nebius', 'openai', 'meta-llama/Meta-Llama-3.1-8B-Instruct'],
      ['sandbox', 'openai', 'sandbox-base'],
      ['openai-compatible', 'openai', 'Qwen/Qwen3-8B'],
    ] as const
  ).map(
    ([kind, target, model]): Row => [
      ...([kind, target, model, `${OPENAI_KEEPS} suffix seed integrations metadata`] as const),
      `${OPENAI_LOSES} hyperparameters.max_context_length`,
    ],
  ),
  [
    ...(['azure', 'azure', 'gpt-4.1-mini-2025-04-14'] as const),
    `${OPENAI_KEEPS} suffix>suffix=harbour-master-of- seed integrations metadata`,
    `${OPENAI_LOSES} hyperparameters.max_context_length`,
  ],
  [
    ...(['together', 'together', 'Qwen/Qwen3-8B'] as const),
    'hyperparameters.n_epochs hyperparameters.batch_size hyperparameters.lora_r hyperparameters.warmup_ratio suffix seed',
    'hyperparameters.learning_rate_multiplier hyperparameters.beta hyperparameters.max_context_length integrations metadata',
  ],
  [
    ...(['fireworks', 'fireworks', 'accounts/fireworks/models/qwen3-8b'] as const),
    'hyperparameters.n_epochs hyperparameters.batch_size hyperparameters.lora_r>hyperparameters.lora_rank=16 hyperparameters.max_context_length suffix',
    'hyperparameters.learning_rate_multiplier hyperparameters.beta hyperparameters.warmup_ratio seed integrations metadata',
  ],
  [
    ...(['localai', 'generic', 'Qwen/Qwen3-8B'] as const),
    'hyperparameters.n_epochs hyperparameters.batch_size hyperparameters.lora_r hyperparameters.max_context_length>hyperparameters.max_seq_length=4096 seed',
    'hyperparameters.learning_rate_multiplier hyperparameters.beta hyperparameters.warmup_ratio suffix integrations metadata',
  ],
];

describe('a tune moved to a connection', () => {
  for (const [kind, target, model, kept, lost] of ROWS) {
    it(`of the kind ${kind}`, async () => {
      const { plan, asked } = await planOf(kind);
      const takesValidation = kind !== 'localai';
      assert.deepEqual([plan.to.target, plan.model.id], [target, model]);
      assert.deepEqual(asked, [
        `/project/data/train.jsonl as training for ${target}`,
        ...(takesValidation ? [`/project/data/valid.jsonl as validation for ${target}`] : []),
      ]);
      const outcomes = plan.settings.map(({ name, becomes, outcome }) => ({
        isLost: outcome === 'lost',
        said: becomes ? `${name}>${becomes.name}=${becomes.value}` : name,
      }));
      const said = (isLost: boolean) => outcomes.filter(one => one.isLost === isLost).map(one => one.said);
      assert.equal(said(false).join(' '), kept);
      assert.equal(said(true).join(' '), lost);
      for (const { name, outcome, note } of plan.settings) {
        assert.ok(note || outcome === 'kept' || outcome === 'renamed', name);
      }
      assert.equal(
        plan.notes.some(note => note.includes('validation file')),
        !takesValidation,
      );
      const { tune, findings } = parseTune(plan.tuneText!);
      assert.deepEqual(findings, []);
      assert.deepEqual([tune?.connection, tune?.model], [kind, model]);
      assert.equal(tune?.training, `data/train-${kind}.jsonl`);
      assert.equal(tune?.validation, takesValidation ? `data/valid-${kind}.jsonl` : undefined);
      // The job knows each hyperparameter that the new tune names.
      const known = capabilitiesOf({
        id: kind,
        kind,
        name: kind,
        baseUrl: 'https://x.example/v1',
      })!.hyperparameters;
      for (const name of Object.keys(tune?.hyperparameters ?? {})) assert.ok(known.includes(name), name);
    });
  }

  it('of every kind and by every method has a plan or a reason with a remedy', async () => {
    for (const kind of connectionKinds) {
      if (kind === 'vscode-lm') continue;
      for (const method of METHODS) {
        const moved = await move(kind, { method });
        if (moved instanceof Problem) assert.ok(moved.remedy.length > 0, `${kind} ${method}`);
        else assert.equal(moved.plan.datasets[0]?.format, FORMATS[method], `${kind} ${method}`);
      }
    }
  });

  const formats: [kind: ConnectionKind, format: FormatId, to: FormatId | undefined][] = [
    ['openai', 'sharegpt', 'openai-sft'],
    ['azure', 'alpaca', 'openai-sft'],
    ['together', 'gemini-sft', 'openai-sft'],
    ['fireworks', 'trl-preference', 'openai-dpo'],
    ['nebius', 'sharegpt', 'openai-sft'],
    ['sandbox', 'bedrock-converse', 'openai-sft'],
    ['openai-compatible', 'alpaca', 'openai-sft'],
    // Nobody knows what its trainer reads, so the file stays as it is.
    ['localai', 'sharegpt', undefined],
  ];
  for (const [kind, format, to] of formats) {
    it(`has ${format} ${to ? `converted to ${to}` : 'kept'} for ${kind}`, async () => {
      const method = format === 'trl-preference' ? 'dpo' : 'supervised';
      const { plan } = await planOf(kind, { method }, format);
      assert.deepEqual([plan.datasets[0]?.to, plan.datasets[0]?.kept], [to, to === undefined]);
    });
  }

  it('claims nothing of a server that says nothing of what it trains', async () => {
    for (const kind of ['localai', 'openai-compatible'] as const) {
      for (const model of ['gpt-4.1-mini-2025-04-14', 'Qwen/Qwen3-8B']) {
        const { plan } = await planOf(kind, { model });
        assert.equal(plan.model.id, 'Qwen/Qwen3-8B');
        assert.match(plan.model.why, /not known: see that it has/);
      }
    }
    assert.doesNotMatch((await planOf('together')).plan.model.why, /not known: see/);
  });
});
