import type { RandomSource } from '../../util/seededRandom.ts';
import type { Gradient } from './gradient.ts';

/** What one method of training does with one example. The trainer owns epochs, batches, rates and reports. */
export interface Objective {
  trainingCount: number;
  validationCount: number;
  /** Pieces of text in all training examples, prompts included: what one epoch is billed for. */
  trainingPieces: number;
  /** Step size for a batch of one example and a multiplier of 1. */
  learningRate: number;
  /** Learns from a training example: adds to the gradient. */
  learn(example: number, random: RandomSource, gradient: Gradient, isFirstEpoch: boolean): Measure;
  /** Measures a validation example and changes nothing. */
  measure(example: number, random: RandomSource): Measure;
}

/** What was measured on one example. Sums, so that examples can be added up. */
export interface Measure {
  /** Loss summed over `weight`. */
  loss: number;
  /** What was right, out of `weight`. */
  right: number;
  /** Pieces of answers (supervised), pairs (DPO) or prompts (reinforcement). */
  weight: number;
  /** Reward of a grader, out of `weight`; absent for other methods. */
  reward?: number;
}

/** The sum of some measures. */
export class MeasureSum {
  #loss = 0;
  #right = 0;
  #weight = 0;
  #reward: number | undefined;

  add(measure: Measure): void {
    this.#loss += measure.loss;
    this.#right += measure.right;
    this.#weight += measure.weight;
    if (measure.reward !== undefined) this.#reward = (this.#reward ?? 0) + measure.reward;
  }

  get isEmpty(): boolean {
    return this.#weight === 0;
  }

  get loss(): number {
    return rounded(this.#loss / this.#weight);
  }

  get accuracy(): number {
    return rounded(this.#right / this.#weight);
  }

  /** Undefined when nothing was graded. */
  get reward(): number | undefined {
    return this.#reward === undefined ? undefined : rounded(this.#reward / this.#weight);
  }
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
