import type { LaunchPlan } from '../../jobs/plan.ts';
import { defined } from '../../provider/lenient.ts';
import type { Tune } from '../tuneFile.ts';
import type { Preflight } from './preflight.ts';

export interface PlanPlace {
  /** The tune file; absent when the tune was never saved. */
  tune?: { path: string; text: string };
  project: LaunchPlan['project'];
}

/** The launch that a preflight speaks of. */
export function planOfTune(tune: Tune, preflight: Preflight, { tune: file, project }: PlanPlace): LaunchPlan {
  const { files, price, billedTokens, epochs, connection } = preflight;
  const of = (role: 'training' | 'validation') => {
    const found = files.find(one => one.role === role);
    return found && { ...found.planned, examples: found.tokens.examples };
  };
  const isReinforcement = tune.method === 'reinforcement';
  return defined({
    name: preflight.name,
    connectionId: connection.id,
    model: tune.model,
    method: tune.method,
    training: of('training')!,
    validation: of('validation'),
    hyperparameters: tune.hyperparameters as LaunchPlan['hyperparameters'],
    suffix: tune.suffix,
    seed: tune.seed,
    metadata: tune.metadata,
    integrations: tune.integrations,
    grader: isReinforcement ? tune.grader : undefined,
    responseFormat: isReinforcement ? tune.responseFormat : undefined,
    tune: file,
    project,
    expected: defined({
      likelyUsd: price.kind === 'known' ? price.likely : price.kind === 'free' ? 0 : undefined,
      highUsd: price.kind === 'known' ? price.high : price.kind === 'free' ? 0 : undefined,
      usdPerMillion: price.kind === 'known' ? price.perMillion : price.kind === 'free' ? 0 : undefined,
      billedTokens,
      epochs: epochs.likely,
    }),
  }) as LaunchPlan;
}

/** What the views call a tune: its name, else its suffix, else that of its training file. */
export function nameOfTune({ name, suffix, training }: Pick<Tune, 'name' | 'suffix' | 'training'>): string {
  return name ?? suffix ?? training.slice(training.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}
