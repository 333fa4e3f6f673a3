/** How often the training file is expected to be gone through. */
export interface ExpectedEpochs {
  low: number;
  likely: number;
  high: number;
  /** `given` by the tune; `guessed` from the number of examples, since the provider's own rule is not public. */
  basis: 'given' | 'guessed';
}

/**
 * The epochs of a job. Where the provider chooses, they are estimated as OpenAI's cookbook does: three, more for a
 * file of few examples and fewer for one of many.
 */
export function expectedEpochs(asked: unknown, examples: number): ExpectedEpochs {
  if (typeof asked === 'number') return { low: asked, likely: asked, high: asked, basis: 'given' };
  const likely = autoEpochs(Math.max(1, examples));
  return {
    low: Math.min(likely, 1),
    likely,
    high: Math.min(MOST, Math.max(likely, TARGET + 1)),
    basis: 'guessed',
  };
}

function autoEpochs(examples: number): number {
  if (examples * TARGET < FEWEST_EXAMPLES) return Math.min(MOST, Math.floor(FEWEST_EXAMPLES / examples));
  if (examples * TARGET > MOST_EXAMPLES) return Math.max(1, Math.floor(MOST_EXAMPLES / examples));
  return TARGET;
}

// Source: OpenAI cookbook, "Data preparation and analysis for chat model fine-tuning".
const TARGET = 3;
const MOST = 25;
const FEWEST_EXAMPLES = 100;
const MOST_EXAMPLES = 25_000;
