/** Training methods in the middle of a sentence. */
export const METHOD_NAMES = {
  supervised: 'supervised fine-tuning',
  dpo: 'direct preference optimisation',
  reinforcement: 'reinforcement fine-tuning',
} as const;
