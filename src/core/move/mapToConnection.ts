import type { Connection } from '../provider/connection.ts';
import type { TrainingMethod } from '../provider/fineTuning.ts';
import type { Capabilities } from '../provider/provider.ts';
import type { Tune } from '../tune/tuneFile.ts';
import { MEANINGS, meaningOf, type MovedSetting, shownValue } from './settings.ts';

/** The settings of a tune as another connection takes them: members that replace those of the tune. */
export interface SettingsThere {
  hyperparameters: Record<string, string | number | boolean>;
  suffix?: string;
  seed?: number;
  integrations?: Tune['integrations'];
  settings: MovedSetting[];
}

/** Maps everything that a tune says beside its files and its model. What has no twin is listed with the reason. */
export function mapToConnection(
  tune: Tune,
  from: Connection | undefined,
  to: Connection,
  capabilities: Capabilities,
): SettingsThere {
  const there: SettingsThere = { hyperparameters: {}, settings: [] };
  for (const [name, value] of Object.entries(tune.hyperparameters ?? {})) {
    mapHyperparameter(there, name, value as string | number | boolean, { tune, from, to, capabilities });
  }
  mapSuffix(there, tune, to, capabilities);
  if (tune.seed !== undefined) {
    if (capabilities.seed) {
      there.seed = tune.seed;
      there.settings.push({ name: 'seed', value: String(tune.seed), outcome: 'kept' });
    } else there.settings.push(lost('seed', tune.seed, `${to.name} takes no seed.`));
  }
  if (tune.integrations) {
    if (SENDS_INTEGRATIONS.has(to.kind)) {
      there.integrations = tune.integrations;
      there.settings.push({ name: 'integrations', value: shownValue(tune.integrations), outcome: 'kept' });
    } else
      there.settings.push(
        lost('integrations', tune.integrations, `Reports to Weights & Biases are not sent by ${to.name}.`),
      );
  }
  if (tune.metadata) {
    there.settings.push(
      KEEPS_METADATA.has(to.kind)
        ? { name: 'metadata', value: shownValue(tune.metadata), outcome: 'kept' }
        : lost('metadata', tune.metadata, `${to.name} keeps no metadata with a job; it stays in the tune.`),
    );
  }
  return there;
}

/** Kinds whose jobs take OpenAI's request whole. */
const SENDS_INTEGRATIONS = new Set(['openai', 'azure', 'nebius', 'sandbox', 'openai-compatible']);
const KEEPS_METADATA = SENDS_INTEGRATIONS;

/** Source: Azure's fine-tuning references. */
const AZURE_SUFFIX = 18;

interface Places {
  tune: Tune;
  from: Connection | undefined;
  to: Connection;
  capabilities: Capabilities;
}

/** Only these methods have it, everywhere. */
const ONLY_FOR: Readonly<Record<string, TrainingMethod>> = { beta: 'dpo' };

function mapHyperparameter(
  there: SettingsThere,
  name: string,
  value: string | number | boolean,
  { tune, from, to, capabilities }: Places,
): void {
  const full = `hyperparameters.${name}`;
  const known = capabilities.hyperparameters;
  const put = (as: string, setting: MovedSetting) => {
    there.hyperparameters[as] = value;
    there.settings.push(setting);
  };
  const owner = ONLY_FOR[name];
  if (owner !== undefined && owner !== (tune.method ?? 'supervised')) {
    there.settings.push(lost(full, value, `It belongs to ${owner} alone.`));
    return;
  }
  if (known.includes(name)) {
    put(name, { name: full, value: shownValue(value), outcome: 'kept' });
    return;
  }
  const meaning = meaningOf(name);
  const twin = meaning && (MEANINGS[meaning] as readonly string[]).find(one => known.includes(one));
  if (twin !== undefined) {
    const becomes = { name: `hyperparameters.${twin}`, value: shownValue(value) };
    put(twin, { name: full, value: shownValue(value), outcome: 'renamed', becomes });
    return;
  }
  there.settings.push(lost(full, value, reason(name, value, from, to, known)));
}

/** A share of the steps and a number of them: one becomes the other only where the length of the training is known. */
const WARM_UPS: Readonly<Record<string, string>> = {
  warmup_ratio: 'warmup_steps',
  warmup_steps: 'warmup_ratio',
};

function reason(
  name: string,
  value: unknown,
  from: Connection | undefined,
  to: Connection,
  known: readonly string[],
): string {
  if (value === 'auto') return `${to.name} chooses it by itself.`;
  if (name === 'learning_rate_multiplier' && known.includes('learning_rate')) {
    return `It multiplies a rate that ${from?.name ?? 'the provider'} does not publish; ${to.name} takes a learning_rate, and its own is used.`;
  }
  if (name === 'learning_rate' && known.includes('learning_rate_multiplier')) {
    return `${to.name} takes only a learning_rate_multiplier, of a rate that it does not publish; its own is used.`;
  }
  const other = WARM_UPS[name];
  if (other !== undefined && known.includes(other)) {
    return `${to.name} takes ${other} instead: set it by how many steps your data makes.`;
  }
  return `${to.name} has nothing like it.`;
}

function mapSuffix(there: SettingsThere, tune: Tune, to: Connection, capabilities: Capabilities): void {
  const { suffix } = tune;
  if (suffix === undefined) return;
  if (!capabilities.suffix) {
    there.settings.push(lost('suffix', suffix, `${to.name} puts no suffix into the names of its models.`));
    return;
  }
  const short = to.kind === 'azure' ? suffix.slice(0, AZURE_SUFFIX) : suffix;
  there.suffix = short;
  if (short === suffix) {
    there.settings.push({ name: 'suffix', value: suffix, outcome: 'kept' });
    return;
  }
  const note = `A suffix has at most ${AZURE_SUFFIX} characters on Azure.`;
  const becomes = { name: 'suffix', value: short };
  there.settings.push({ name: 'suffix', value: suffix, outcome: 'changed', becomes, note });
}

function lost(name: string, value: unknown, note: string): MovedSetting {
  return { name, value: shownValue(value), outcome: 'lost', note };
}
