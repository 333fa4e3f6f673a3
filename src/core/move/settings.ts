/** What a hyperparameter means, whatever a provider or a trainer calls it. */
export const MEANINGS = {
  epochs: ['n_epochs'],
  batchSize: ['batch_size'],
  learningRate: ['learning_rate'],
  learningRateMultiplier: ['learning_rate_multiplier'],
  beta: ['beta'],
  warmupRatio: ['warmup_ratio'],
  warmupSteps: ['warmup_steps'],
  weightDecay: ['weight_decay'],
  maxGradNorm: ['max_grad_norm'],
  loraRank: ['lora_rank', 'lora_r'],
  loraAlpha: ['lora_alpha'],
  loraDropout: ['lora_dropout'],
  maxLength: ['max_context_length', 'max_seq_length'],
} as const satisfies Record<string, readonly string[]>;

export type Meaning = keyof typeof MEANINGS;

/** What a hyperparameter of a tune means; undefined for those of one provider alone. */
export function meaningOf(name: string): Meaning | undefined {
  return (Object.keys(MEANINGS) as Meaning[]).find(meaning =>
    (MEANINGS[meaning] as readonly string[]).includes(name),
  );
}

/** What became of one setting of a tune. */
export interface MovedSetting {
  /** As the tune calls it: `hyperparameters.n_epochs`, `suffix`, `seed`. */
  name: string;
  value: string;
  /** `kept` as it is, `renamed` with the same value, `changed` to another value, `lost`: it has no twin there. */
  outcome: 'kept' | 'renamed' | 'changed' | 'lost';
  /** What it is called there, and with which value; absent when it is lost. */
  becomes?: { name: string; value: string };
  /** Why, one sentence; always there for what is changed or lost. */
  note?: string;
}

/** How values are shown in a plan. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
