import type { TrainingMethod } from '../provider/fineTuning.ts';
import { expectedEpochs } from '../tune/preflight/epochs.ts';
import type { Tune } from '../tune/tuneFile.ts';
import { type Meaning, meaningOf, type MovedSetting, shownValue } from './settings.ts';
import { TOOL_INFO, type ToolId } from './tools.ts';

/** How a trainer on one's own machine is to train: every number is said, since nobody there chooses one. */
export interface TrainerSettings {
  epochs: number;
  /** Examples for each step of training: so many are gone through one by one and added up. */
  batchSize: number;
  learningRate: number;
  /** Tokens of the longest example that is taken whole. */
  maxLength: number;
  beta?: number;
  warmupRatio?: number;
  warmupSteps?: number;
  weightDecay?: number;
  maxGradNorm?: number;
  loraRank: number;
  loraAlpha: number;
  loraDropout: number;
  seed?: number;
  /** Where the run is reported; absent when nowhere. */
  wandb?: { project: string; name?: string; entity?: string };
}

/** What the data tells of how to train. */
export interface Measures {
  examples: number;
  /** Tokens of the longest example, both files together. */
  longestTokens: number;
}

/** Maps a tune to a trainer of one's own. What the provider would have chosen is chosen here, and said. */
export function mapToTool(
  tune: Tune,
  tool: ToolId,
  { examples, longestTokens }: Measures,
): { trainer: TrainerSettings; settings: MovedSetting[] } {
  const method = tune.method ?? 'supervised';
  const { target } = TOOL_INFO[tool];
  const names = NAMES[target];
  const given = new Map<Meaning, unknown>();
  const settings: MovedSetting[] = [];
  for (const [name, value] of Object.entries(tune.hyperparameters ?? {})) {
    const meaning = meaningOf(name);
    if (meaning === undefined || (meaning === 'beta' && method !== 'dpo')) {
      const note =
        value === 'auto'
          ? 'The trainer has nothing like it.'
          : `${TOOL_INFO[tool].title} has nothing like it.`;
      settings.push({ name: `hyperparameters.${name}`, value: shownValue(value), outcome: 'lost', note });
    } else given.set(meaning, value);
  }
  const number = (meaning: Meaning): number | undefined => {
    const value = given.get(meaning);
    return typeof value === 'number' ? value : undefined;
  };
  const base = LEARNING_RATES[target][method];
  const multiplier = number('learningRateMultiplier');
  const rank = number('loraRank') ?? LORA_RANK;
  const trainer: TrainerSettings = {
    epochs: number('epochs') ?? expectedEpochs(undefined, examples).likely,
    batchSize: number('batchSize') ?? BATCH_SIZE,
    learningRate: number('learningRate') ?? rounded(base * (multiplier ?? 1)),
    maxLength: number('maxLength') ?? roomFor(longestTokens),
    loraRank: rank,
    loraAlpha: number('loraAlpha') ?? 2 * rank,
    loraDropout: number('loraDropout') ?? LORA_DROPOUT,
  };
  for (const meaning of ['beta', 'warmupRatio', 'warmupSteps', 'weightDecay', 'maxGradNorm'] as const) {
    const value = number(meaning);
    if (value !== undefined) trainer[meaning] = value;
  }
  if (method === 'dpo') trainer.beta ??= DPO_BETA;
  for (const [meaning, value] of given) {
    settings.push(told(nameIn(tune, meaning), meaning, value, trainer, names, base));
  }
  for (const meaning of ['epochs', 'batchSize', 'learningRate', 'maxLength', 'loraRank'] as const) {
    if (given.has(meaning) || (meaning === 'learningRate' && given.has('learningRateMultiplier'))) continue;
    const value = 'not said';
    const becomes = { name: names[meaning], value: shownValue(trainer[meaning]) };
    settings.push({ name: IN_WORDS[meaning], value, outcome: 'changed', becomes, note: CHOICES[meaning] });
  }
  settings.push(...others(tune, trainer, tool));
  return { trainer, settings };
}

/** What each trainer calls it. Sources: those named where the folders are written. */
const NAMES: Readonly<Record<'trl' | 'axolotl' | 'llamafactory', Readonly<Record<Meaning, string>>>> = {
  trl: {
    epochs: 'num_train_epochs',
    batchSize: 'gradient_accumulation_steps',
    learningRate: 'learning_rate',
    learningRateMultiplier: 'learning_rate',
    beta: 'beta',
    warmupRatio: 'warmup_steps',
    warmupSteps: 'warmup_steps',
    weightDecay: 'weight_decay',
    maxGradNorm: 'max_grad_norm',
    loraRank: 'lora_r',
    loraAlpha: 'lora_alpha',
    loraDropout: 'lora_dropout',
    maxLength: 'max_length',
  },
  axolotl: {
    epochs: 'num_epochs',
    batchSize: 'gradient_accumulation_steps',
    learningRate: 'learning_rate',
    learningRateMultiplier: 'learning_rate',
    beta: 'rl_beta',
    warmupRatio: 'warmup_ratio',
    warmupSteps: 'warmup_steps',
    weightDecay: 'weight_decay',
    maxGradNorm: 'max_grad_norm',
    loraRank: 'lora_r',
    loraAlpha: 'lora_alpha',
    loraDropout: 'lora_dropout',
    maxLength: 'sequence_len',
  },
  llamafactory: {
    epochs: 'num_train_epochs',
    batchSize: 'gradient_accumulation_steps',
    learningRate: 'learning_rate',
    learningRateMultiplier: 'learning_rate',
    beta: 'pref_beta',
    warmupRatio: 'warmup_ratio',
    warmupSteps: 'warmup_steps',
    weightDecay: 'weight_decay',
    maxGradNorm: 'max_grad_norm',
    loraRank: 'lora_rank',
    loraAlpha: 'lora_alpha',
    loraDropout: 'lora_dropout',
    maxLength: 'cutoff_len',
  },
};

/**
 * Learning rates of adapters. Sources: TRL's PEFT guide and its scripts for DPO, Axolotl's and LLaMA-Factory's LoRA
 * examples. For GRPO ten times TRL's default, as its PEFT guide advises for adapters.
 */
const LEARNING_RATES: Readonly<
  Record<'trl' | 'axolotl' | 'llamafactory', Readonly<Record<TrainingMethod, number>>>
> = {
  trl: { supervised: 2e-4, dpo: 5e-6, reinforcement: 1e-5 },
  axolotl: { supervised: 2e-4, dpo: 5e-6, reinforcement: 1e-5 },
  llamafactory: { supervised: 1e-4, dpo: 5e-6, reinforcement: 1e-5 },
};

/** Source: the examples of TRL and LLaMA-Factory. */
const BATCH_SIZE = 8;
const LORA_RANK = 16;
const LORA_DROPOUT = 0.05;
/** Source: TRL's DPOConfig, and LLaMA-Factory's pref_beta. */
const DPO_BETA = 0.1;

const CHOICES = {
  epochs: 'A provider would choose; this is what OpenAI’s cookbook estimates for so many examples.',
  batchSize: 'A provider would choose; this is what the trainer’s own examples take.',
  learningRate: 'A provider would choose; this is what the trainer’s own examples take for adapters.',
  maxLength: 'The longest example fits. What is longer would lose its end.',
  loraRank: 'An adapter is trained: it needs a fraction of the memory of the whole model.',
} as const;

const IN_WORDS = {
  epochs: 'epochs',
  batchSize: 'batch size',
  learningRate: 'learning rate',
  maxLength: 'longest example',
  loraRank: 'size of the adapter',
} as const;

/** The smallest usual length that the longest example fits into. */
function roomFor(tokens: number): number {
  let length = 1024;
  // Another tokenizer cuts otherwise, so there is some room above.
  while (length < tokens * 1.2 && length < LONGEST) length *= 2;
  return length;
}

const LONGEST = 131_072;

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function nameIn(tune: Tune, meaning: Meaning): string {
  return Object.keys(tune.hyperparameters ?? {}).find(name => meaningOf(name) === meaning) ?? meaning;
}

function told(
  name: string,
  meaning: Meaning,
  value: unknown,
  trainer: TrainerSettings,
  names: Readonly<Record<Meaning, string>>,
  base: number,
): MovedSetting {
  const full = `hyperparameters.${name}`;
  const key = meaning === 'learningRateMultiplier' ? 'learningRate' : meaning;
  const there = trainer[key];
  const becomes = { name: names[meaning], value: shownValue(there) };
  if (value === 'auto') {
    const note = key in CHOICES ? CHOICES[key as keyof typeof CHOICES] : 'A provider would choose.';
    return { name: full, value: 'auto', outcome: 'changed', becomes, note };
  }
  if (meaning === 'learningRateMultiplier') {
    const note = `It multiplied a rate of the provider’s; now it multiplies ${base}, the usual one of this trainer.`;
    return { name: full, value: shownValue(value), outcome: 'changed', becomes, note };
  }
  const same = names[meaning] === name;
  return {
    ...{ name: full, value: shownValue(value), outcome: same ? 'kept' : 'renamed' },
    ...(!same && { becomes }),
  };
}

/** Everything of a tune that is no hyperparameter. */
function others(tune: Tune, trainer: TrainerSettings, tool: ToolId): MovedSetting[] {
  const settings: MovedSetting[] = [];
  if (tune.seed !== undefined) {
    trainer.seed = tune.seed;
    settings.push({ name: 'seed', value: String(tune.seed), outcome: 'kept' });
  }
  if (tune.suffix !== undefined) {
    const becomes = { name: 'output_dir', value: `outputs/${tune.suffix}` };
    settings.push({ name: 'suffix', value: tune.suffix, outcome: 'renamed', becomes });
  }
  const [first] = tune.integrations ?? [];
  if (first) {
    const { project, name, entity } = first.wandb;
    trainer.wandb = { project, ...(name !== undefined && { name }), ...(entity !== undefined && { entity }) };
    const note = `${TOOL_INFO[tool].title} reports there itself, with the key of the machine that trains.`;
    const becomes = { name: 'wandb', value: project };
    settings.push({ name: 'integrations', value: project, outcome: 'changed', becomes, note });
  }
  if (tune.metadata) {
    const note = 'A trainer of your own keeps no metadata.';
    settings.push({ name: 'metadata', value: shownValue(tune.metadata), outcome: 'lost', note });
  }
  if (tune.responseFormat) {
    const note = 'The trainer does not hold answers to a form.';
    settings.push({
      name: 'responseFormat',
      value: shownValue(tune.responseFormat.type),
      outcome: 'lost',
      note,
    });
  }
  return settings;
}
