import assert from 'node:assert/strict';
import { mapToConnection } from '../../../src/core/move/mapToConnection.ts';
import { mapToTool } from '../../../src/core/move/mapToTool.ts';
import type { CompareFile } from '../../../src/core/evaluate/compareFile/compareFile.ts';
import { parseCompareFile } from '../../../src/core/evaluate/compareFile/parseCompareFile.ts';
import { type ComparisonMove, movedComparison } from '../../../src/core/move/movedComparison.ts';
import { withWrittenNames } from '../../../src/core/move/writtenNames.ts';
import { movedTuneText } from '../../../src/core/move/movedTune.ts';
import { planMove } from '../../../src/core/move/planMove.ts';
import { proposeModel } from '../../../src/core/move/proposeModel.ts';
import { capabilitiesOf } from '../../../src/core/provider/capabilitiesOf.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';
import type { ConnectionKind } from '../../../src/core/provider/connectionKinds.ts';
import type { TrainingMethod } from '../../../src/core/provider/fineTuning.ts';
import { parseTune } from '../../../src/core/tune/parseTune.ts';
import type { Tune } from '../../../src/core/tune/tuneFile.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { folderFiles } from '../../../src/core/move/folder/folder.ts';
import type { ToolId } from '../../../src/core/move/tools.ts';
import { toolPlan, tried } from './support/plans.ts';

const connection = (kind: ConnectionKind): Connection => ({
  ...{ id: kind, kind, name: kind },
  ...(kind === 'azure' && { baseUrl: 'https://x.example' }),
});
const OPENAI = connection('openai');
const TUNE: Tune = { connection: 'openai', model: 'gpt-4.1-mini-2025-04-14', training: 'train.jsonl' };

describe('settings of a tune, moved', () => {
  const table: [to: ConnectionKind, tune: Partial<Tune>, there: object, outcomes: Record<string, string>][] =
    [
      [
        'openai',
        { hyperparameters: { n_epochs: 3 } },
        { n_epochs: 3 },
        { 'hyperparameters.n_epochs': 'kept' },
      ],
      [
        'together',
        { hyperparameters: { n_epochs: 3, learning_rate_multiplier: 2, beta: 0.1 }, method: 'dpo' },
        { n_epochs: 3, beta: 0.1 },
        {
          'hyperparameters.n_epochs': 'kept',
          'hyperparameters.learning_rate_multiplier': 'lost',
          'hyperparameters.beta': 'kept',
        },
      ],
      ['together', { hyperparameters: { beta: 0.1 } }, {}, { 'hyperparameters.beta': 'lost' }],
      [
        'fireworks',
        {
          connection: 'together',
          hyperparameters: { lora_r: 8, warmup_ratio: 0.1, learning_rate: 1e-5 },
          seed: 1,
        },
        { lora_rank: 8, learning_rate: 1e-5 },
        {
          'hyperparameters.lora_r': 'renamed',
          'hyperparameters.warmup_ratio': 'lost',
          'hyperparameters.learning_rate': 'kept',
          seed: 'lost',
        },
      ],
      [
        'openai',
        { hyperparameters: { learning_rate: 1e-5 } },
        {},
        { 'hyperparameters.learning_rate': 'lost' },
      ],
      ['azure', { suffix: 'a-suffix-of-many-characters' }, {}, { suffix: 'changed' }],
      [
        'together',
        { metadata: { a: 'b' }, integrations: [{ type: 'wandb', wandb: { project: 'x' } }] },
        {},
        { integrations: 'lost', metadata: 'lost' },
      ],
    ];

  table.forEach(([kind, tune, there, outcomes], index) => {
    it(`to ${kind}: ${index + 1}`, () => {
      const to = connection(kind);
      const moved = mapToConnection({ ...TUNE, ...tune }, OPENAI, to, capabilitiesOf(to)!);
      assert.deepEqual(moved.hyperparameters, there);
      assert.deepEqual(Object.fromEntries(moved.settings.map(one => [one.name, one.outcome])), outcomes);
      // Whatever is changed or has no twin says why.
      for (const { outcome, note } of moved.settings) {
        if (outcome === 'lost' || outcome === 'changed') assert.ok(note);
      }
    });
  });

  it('loses no setting without a word, for a trainer of one’s own', () => {
    const hyperparameters = {
      n_epochs: 'auto',
      learning_rate_multiplier: 2,
      n_checkpoints: 3,
      lora_r: 4,
    } as const;
    const tune = { ...TUNE, hyperparameters, seed: 3, suffix: 'x', metadata: { a: 'b' } };
    const { trainer, settings } = mapToTool(tune, 'trl', { examples: 20, longestTokens: 1000 });
    assert.deepEqual(
      [trainer.epochs, trainer.learningRate, trainer.loraRank, trainer.maxLength, trainer.seed],
      [5, 4e-4, 4, 2048, 3],
    );
    const named = settings.map(one => one.name);
    for (const key of Object.keys(hyperparameters)) assert.ok(named.includes(`hyperparameters.${key}`), key);
    for (const key of ['seed', 'suffix', 'metadata']) assert.ok(named.includes(key), key);
    for (const { name, outcome, note } of settings) {
      if (outcome === 'lost' || outcome === 'changed') assert.ok(note, name);
    }
  });
});

describe('a share of steps for warming up', () => {
  const table: [tool: ToolId, file: string, key: string][] = [
    ['trl', 'config.yaml', 'warmup_steps: 0.1'],
    ['axolotl', 'config.yaml', 'warmup_ratio: 0.1'],
    ['llamafactory', 'train.yaml', 'warmup_ratio: 0.1'],
  ];
  for (const [tool, file, key] of table) {
    it(`has the key that ${tool} knows`, async () => {
      const { trainer, ...plan } = await toolPlan({ hyperparameters: { warmup_ratio: 0.1 } }, tool);
      const files = folderFiles({ ...plan, trainer: trainer! }, tool);
      const text = (name: string) => files.find(({ path }) => path === name)?.text ?? '';
      assert.ok(text(file).split('\n').includes(key));
      if (tool === 'trl') assert.match(text('requirements.txt'), /^transformers>=5/m);
    });
  }
});

describe('base models that are proposed', () => {
  const TODAY = '2026-11-27';
  const table: [model: string, to: ConnectionKind | 'hub', method: TrainingMethod, id: string | undefined][] =
    [
      ['gpt-4.1-mini-2025-04-14', 'azure', 'supervised', 'gpt-4.1-mini-2025-04-14'],
      ['gpt-4.1-2025-04-14', 'azure', 'dpo', undefined],
      ['gpt-4.1-mini', 'together', 'supervised', 'Qwen/Qwen3-8B'],
      ['gpt-4.1-nano-2025-04-14', 'together', 'supervised', 'Qwen/Qwen3-4B'],
      ['gpt-4.1-2025-04-14', 'hub', 'supervised', 'Qwen/Qwen3-32B'],
      ['ft:gpt-4.1-mini-2025-04-14:org:x:1', 'fireworks', 'dpo', 'accounts/fireworks/models/qwen3-8b'],
      ['Qwen/Qwen3-8B', 'fireworks', 'supervised', 'accounts/fireworks/models/qwen3-8b'],
      ['accounts/fireworks/models/qwen3-32b', 'together', 'supervised', 'Qwen/Qwen3-32B'],
      [
        'meta-llama/Meta-Llama-3.1-8B-Instruct-Reference',
        'hub',
        'supervised',
        'meta-llama/Llama-3.1-8B-Instruct',
      ],
      ['mistralai/Mistral-Small-24B', 'together', 'supervised', 'openai/gpt-oss-20b'],
      ['Qwen/Qwen3-8B', 'openai', 'dpo', 'gpt-4.1-mini-2025-04-14'],
      ['Qwen/Qwen3-8B', 'openai', 'reinforcement', undefined],
      ['sandbox-base', 'hub', 'supervised', 'Qwen/Qwen3-4B-Instruct-2507'],
      ['anything', 'sandbox', 'dpo', 'sandbox-base'],
    ];
  for (const [model, place, method, id] of table) {
    it(`${model} to ${place}, ${method}`, () => {
      const to = place === 'hub' ? {} : { to: connection(place) };
      const proposal = proposeModel({ model, method, today: TODAY, ...to });
      if (id === undefined) assert.ok(proposal === undefined || proposal.id !== model);
      else assert.equal(proposal?.id, id);
      assert.ok(!proposal?.others.includes(proposal.id));
    });
  }

  it('believes a server that says what it trains', () => {
    const listed = [
      { id: 'own/model-7b', tunable: true, fromTable: [] },
      { id: 'own/model-70b', tunable: true, fromTable: [] },
      { id: 'Qwen/Qwen3-8B', tunable: false, fromTable: [] },
    ];
    const question = { model: 'gpt-4.1-mini', method: 'supervised', today: TODAY } as const;
    assert.equal(proposeModel({ ...question, to: connection('together'), listed })?.id, 'own/model-7b');
  });

  it('proposes no model that has ended', () => {
    const to = connection('openai');
    assert.equal(proposeModel({ model: 'x', method: 'supervised', to, today: '2030-01-01' }), undefined);
  });
});

describe('the text of a moved tune', () => {
  const TEXT = `{
  // Why we do this.
  "connection": "openai", "target": "azure",
  "model": "gpt-4.1-mini-2025-04-14",
  "training": "train.jsonl",
  "hyperparameters": {
    // enough
    "n_epochs": 3,
    "learning_rate_multiplier": 2
  },
  "suffix": "mine"
}
`;
  it('keeps comments and order, and is a sound tune', () => {
    const text = movedTuneText(TEXT, {
      ...{ connection: 'together', model: 'Qwen/Qwen3-8B', training: 'train-together.jsonl' },
      ...{ validation: 'v.jsonl', hyperparameters: { n_epochs: 3 } },
    });
    assert.match(text, /\/\/ Why we do this\./);
    assert.match(text, /\/\/ enough/);
    const { tune, findings } = parseTune(text);
    assert.deepEqual(findings, []);
    assert.deepEqual(tune, {
      ...{ connection: 'together', model: 'Qwen/Qwen3-8B', training: 'train-together.jsonl' },
      ...{ validation: 'v.jsonl', hyperparameters: { n_epochs: 3 } },
    });
  });

  it('leaves nothing empty behind', () => {
    const text = movedTuneText(TEXT, {
      ...{ connection: 'c', model: 'm', training: 't.jsonl', hyperparameters: {} },
    });
    assert.deepEqual(parseTune(text).tune, { connection: 'c', model: 'm', training: 't.jsonl' });
  });
});

describe('the comparison of a moved tune', () => {
  const FILE = {
    variants: [
      { name: 'base', model: 'gpt-4.1-mini' },
      { name: 'tuned', template: 'a.prompt.json', model: 'ft:one', parameters: { temperature: 0 } },
    ],
    cases: [{ dataset: '../valid.jsonl' }],
    graders: ['right.grader.json'],
  };
  const MOVE: ComparisonMove = {
    ...{ oldModels: ['ft:one'], slug: 'together', title: 'Together AI' },
    old: { tune: 'tunes/x.tune.json', training: 'data/train.jsonl' },
    ...{ asks: { tune: 'tunes/x-together.tune.json' }, training: 'data/train-together.jsonl' },
  };

  it('has the new variant beside the old one, over the same cases', () => {
    const moved = movedComparison(`// mine\n${JSON.stringify(FILE)}`, 'compare/a.compare.json', MOVE)!;
    assert.match(moved.text, /^\/\/ mine/);
    const { variants, cases, graders } = JSON.parse(moved.text.replace('// mine', '')) as typeof FILE;
    assert.deepEqual([cases, graders], [FILE.cases, FILE.graders]);
    assert.deepEqual(variants.slice(0, 2), FILE.variants);
    assert.deepEqual(variants[2], {
      ...{ name: 'tuned, Together AI', template: 'a.prompt.json', tune: '../tunes/x-together.tune.json' },
      ...{ parameters: { temperature: 0 }, trainingFile: '../data/train-together.jsonl' },
    });
    assert.deepEqual([moved.from, moved.beside], ['compare/a.compare.json', 'tuned']);
  });

  it('asks a server of one’s own where the model will be there', () => {
    const asks = { connection: 'vllm', model: 'mine-trl' };
    const moved = movedComparison(JSON.stringify(FILE), 'b/a.compare.json', { ...MOVE, asks })!;
    const { file, problems } = parseCompareFile(moved.text, moved.to);
    assert.deepEqual(problems, []);
    const { connection, model, tune } = file!.variants[moved.index]!;
    assert.deepEqual([connection, model, tune], ['vllm', 'mine-trl', undefined]);
  });

  it('takes the names that were free in the end, in the new variant alone', () => {
    const twice = {
      ...FILE,
      variants: [...FILE.variants, { name: 'z', tune: './tunes/x-together.tune.json' }],
    };
    const moved = movedComparison(JSON.stringify(twice), 'a.compare.json', MOVE)!;
    const written = { tune: 'tunes/x-together-2.tune.json', training: undefined };
    const { variants } = JSON.parse(withWrittenNames(moved, written)) as CompareFile;
    assert.deepEqual(
      variants.map(({ tune, trainingFile }) => [tune, trainingFile]),
      [
        [undefined, undefined],
        [undefined, undefined],
        ['./tunes/x-together-2.tune.json', undefined],
        ['./tunes/x-together.tune.json', undefined],
      ],
    );
  });

  it('knows a comparison by the tune that it asks', () => {
    const file = { ...FILE, variants: [{ name: 'a', tune: '../tunes/x.tune.json' }] };
    assert.ok(movedComparison(JSON.stringify(file), 'b/a.compare.json', { ...MOVE, oldModels: [] }));
    assert.equal(
      movedComparison(JSON.stringify(file), 'b/c/a.compare.json', { ...MOVE, oldModels: [] }),
      undefined,
    );
  });

  it('knows a comparison by what its model was trained on', () => {
    const file = { ...FILE, variants: [{ name: 'a', model: 'm', trainingFile: 'data/train.jsonl' }] };
    assert.ok(movedComparison(JSON.stringify(file), 'a.compare.json', { ...MOVE, oldModels: [] }));
    assert.equal(
      movedComparison(JSON.stringify(FILE), 'a.compare.json', { ...MOVE, oldModels: [] }),
      undefined,
    );
    assert.equal(movedComparison('{ "no": 1', 'a.compare.json', MOVE), undefined);
  });
});

describe('a move that cannot be', () => {
  const refused: [what: string, kind: ConnectionKind, tune: Partial<Tune>][] = [
    ['a place that trains nothing', 'ollama', {}],
    ['a method that is not offered', 'together', { method: 'reinforcement' }],
    ['a method for which no model is left', 'openai', { method: 'reinforcement' }],
  ];
  for (const [what, kind, tune] of refused) {
    it(`is told: ${what}`, async () => {
      const to = connection(kind);
      const plan = planMove(
        {
          ...{ tune: { ...TUNE, ...tune }, text: '{}', stem: 'a', from: OPENAI, oldModels: [], folder: '' },
          to: { kind: 'connection', connection: to, capabilities: capabilitiesOf(to)! },
        },
        {
          ...{ today: '2026-11-27', resolve: (name: string) => name, comparisons: async () => [] },
          settingsOf: async () => ({ target: 'generic', rules: {} }),
          tryDataset: async () => tried(),
        },
      );
      await assert.rejects(plan, (thrown: unknown) => thrown instanceof Problem && thrown.remedy.length > 0);
    });
  }
});
