import type { Method } from '../../formats/format.ts';

/** Hyperparameters as the API takes them; `auto` or absent leaves the choice to the service. */
export interface RequestedHyperparameters {
  n_epochs?: number | 'auto' | null | undefined;
  batch_size?: number | 'auto' | null | undefined;
  learning_rate_multiplier?: number | 'auto' | null | undefined;
  beta?: number | 'auto' | null | undefined;
  compute_multiplier?: number | 'auto' | null | undefined;
}

/** Hyperparameters with every choice made. */
export interface Hyperparameters {
  epochs: number;
  batchSize: number;
  learningRateMultiplier: number;
  /** DPO only: how strongly the model is held to the one that it started from. */
  beta: number;
  /** Reinforcement only: how many answers are tried for each prompt, as a multiple of the usual number. */
  computeMultiplier: number;
}

/**
 * Makes the choices that were left open. Epochs follow OpenAI's cookbook (`Chat_finetuning_data_prep`: three, more
 * for few examples, fewer for many); a batch is 0.2 % of the examples, as OpenAI once documented.
 */
export function resolveHyperparameters(
  method: Method,
  examples: number,
  requested: RequestedHyperparameters = {},
): Hyperparameters {
  return {
    epochs: chosen(requested.n_epochs) ?? autoEpochs(examples),
    batchSize: chosen(requested.batch_size) ?? Math.min(256, Math.max(1, Math.round(examples * 0.002))),
    learningRateMultiplier: chosen(requested.learning_rate_multiplier) ?? 1,
    beta: method === 'dpo' ? (chosen(requested.beta) ?? 0.1) : 0.1,
    computeMultiplier: chosen(requested.compute_multiplier) ?? 1,
  };
}

function autoEpochs(examples: number): number {
  const target = 3;
  if (examples === 0) return target;
  if (examples * target < 100) return Math.min(25, Math.floor(100 / examples));
  if (examples * target > 25_000) return Math.max(1, Math.floor(25_000 / examples));
  return target;
}

function chosen(value: number | 'auto' | null | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
