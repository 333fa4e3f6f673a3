import type { Method } from '../../formats/format.ts';
import { seededRandom, shuffledIndices } from '../../util/seededRandom.ts';
import { preferenceObjective } from './dpo.ts';
import { Gradient } from './gradient.ts';
import { mixHashes } from './hash.ts';
import {
  type Hyperparameters,
  type RequestedHyperparameters,
  resolveHyperparameters,
} from './hyperparameters.ts';
import { bitsFor, emptyModel, type LearnerModel } from './model.ts';
import { decodeModel, encodeModel } from './modelFile.ts';
import { MeasureSum, type Objective } from './objective.ts';
import { type ReinforcementTask, rewardObjective } from './reinforcement.ts';
import { superviseObjective } from './supervised.ts';
import { readExamples, type TrainingExamples } from './trainingData.ts';

/** One training run. Plain data: it is sent to a worker as it is. */
export interface TrainTask {
  method: Method;
  /** JSONL. */
  training: Uint8Array;
  /** JSONL; null when there is none. */
  validation: Uint8Array | null;
  /** The model to train further; null for the untrained base. */
  start: Uint8Array | null;
  /** Where an interrupted run of the very same task goes on; null for a new one. */
  resume: { model: Uint8Array; step: number } | null;
  hyperparameters: RequestedHyperparameters;
  seed: number;
  /** What reinforcement needs beside examples; null for other methods. */
  reinforcement: ReinforcementTask | null;
  /** For rehearsing: the step at which the run dies; null for never. */
  failAtStep: number | null;
}

/** Numbers of one report. Names are OpenAI's; `reward` names are those of its reinforcement metrics. */
export interface TrainMetrics {
  step: number;
  train_loss: number;
  train_mean_token_accuracy: number;
  valid_loss?: number;
  valid_mean_token_accuracy?: number;
  full_valid_loss?: number;
  full_valid_mean_token_accuracy?: number;
  train_mean_reward?: number;
  valid_mean_reward?: number;
  full_valid_mean_reward?: number;
}

/** What a run tells while it goes. `working` only gives the thread back. */
export type TrainProgress =
  | { kind: 'working' }
  | { kind: 'started'; examples: number; totalSteps: number; hyperparameters: Hyperparameters }
  | { kind: 'metrics'; totalSteps: number; trainedTokens: number; metrics: TrainMetrics }
  | { kind: 'checkpoint'; epoch: number; model: Uint8Array; trainedTokens: number; metrics: TrainMetrics }
  | { kind: 'paused'; step: number; model: Uint8Array }
  | { kind: 'died'; step: number }
  | { kind: 'finished'; totalSteps: number; trainedTokens: number; model: Uint8Array };

/**
 * Trains a model. Pure and deterministic: the same task gives the same model to the byte, interrupted or not.
 * Yields after every small piece of work (well under a millisecond each as a rule), so that whoever drives it can
 * give the thread to others.
 * @param isPausing asked between steps; when it says true, the run ends with `paused`.
 */
export function* trainModel(
  task: TrainTask,
  isPausing: () => boolean = () => false,
): Generator<TrainProgress, void> {
  const training = yield* working(readExamples(task.training, task.method));
  const validation = yield* working(readExamples(task.validation ?? new Uint8Array(0), task.method));
  const settings = resolveHyperparameters(task.method, training.examples.length, task.hyperparameters);
  const model = startModel(task, training);
  const objective = yield* working(objectiveOf(task, settings, model, training, validation));
  if (task.resume !== null) restore(model, decodeModel(task.resume.model));
  const run = new Run(task, settings, model, objective);
  yield {
    kind: 'started',
    examples: objective.trainingCount,
    totalSteps: run.totalSteps,
    hyperparameters: settings,
  };
  yield* run.steps(task.resume?.step ?? 0, isPausing);
}

function startModel(task: TrainTask, training: TrainingExamples): LearnerModel {
  const bits = bitsFor(training.examples.length);
  if (task.start === null) return emptyModel(bits);
  const model = decodeModel(task.start);
  return { ...model, weights: model.weights.grown(bits) };
}

function objectiveOf(
  task: TrainTask,
  settings: Hyperparameters,
  model: LearnerModel,
  training: TrainingExamples,
  validation: TrainingExamples,
): Generator<void, Objective> {
  if (training.method === 'dpo' && validation.method === 'dpo') {
    return preferenceObjective(model, training.examples, validation.examples, settings.beta);
  }
  if (
    training.method === 'reinforcement' &&
    validation.method === 'reinforcement' &&
    task.reinforcement !== null
  ) {
    return rewardObjective(model, training.examples, validation.examples, task.reinforcement, settings);
  }
  if (training.method === 'supervised' && validation.method === 'supervised') {
    return superviseObjective(model, training.examples, validation.examples);
  }
  throw new TypeError('A reinforcement task needs a grader.');
}

/** Puts what was learnt so far into a model that was prepared again from the same task. */
function restore(model: LearnerModel, learnt: LearnerModel): void {
  model.weights.values.set(learnt.weights.values);
  model.pieces.restore(learnt.pieces);
}

/** The loop over epochs and batches. */
class Run {
  readonly totalSteps: number;
  #task: TrainTask;
  #settings: Hyperparameters;
  #model: LearnerModel;
  #objective: Objective;
  #stepsOfEpoch: number;
  #reportEvery: number;
  #gradient = new Gradient();

  constructor(task: TrainTask, settings: Hyperparameters, model: LearnerModel, objective: Objective) {
    this.#task = task;
    this.#settings = settings;
    this.#model = model;
    this.#objective = objective;
    this.#stepsOfEpoch = Math.max(1, Math.ceil(objective.trainingCount / settings.batchSize));
    this.totalSteps = this.#stepsOfEpoch * settings.epochs;
    this.#reportEvery = Math.max(1, Math.ceil(this.totalSteps / MAX_REPORTS));
  }

  *steps(done: number, isPausing: () => boolean): Generator<TrainProgress, void> {
    let sum = new MeasureSum();
    for (let step = done + 1; step <= this.totalSteps; step++) {
      if (isPausing()) {
        yield { kind: 'paused', step: step - 1, model: yield* working(encodeModel(this.#model)) };
        return;
      }
      if (step === this.#task.failAtStep) {
        yield { kind: 'died', step };
        return;
      }
      yield* this.#step(step, sum);
      const endsEpoch = step % this.#stepsOfEpoch === 0;
      if (step % this.#reportEvery !== 0 && !endsEpoch) continue;
      const metrics: TrainMetrics = { step, ...trainMetrics(sum), ...(yield* this.#validationMetrics(step)) };
      sum = new MeasureSum();
      if (endsEpoch) Object.assign(metrics, yield* this.#fullValidationMetrics());
      const trainedTokens = this.#trainedTokens(step);
      yield { kind: 'metrics', totalSteps: this.totalSteps, trainedTokens, metrics };
      if (endsEpoch) {
        const epoch = step / this.#stepsOfEpoch;
        const model = yield* working(encodeModel(this.#model));
        yield { kind: 'checkpoint', epoch, model, trainedTokens, metrics };
      }
    }
    const { totalSteps } = this;
    const trainedTokens = this.#trainedTokens(totalSteps);
    yield { kind: 'finished', totalSteps, trainedTokens, model: yield* working(encodeModel(this.#model)) };
  }

  *#step(step: number, sum: MeasureSum): Generator<TrainProgress, void> {
    const { batchSize, learningRateMultiplier } = this.#settings;
    const epoch = Math.floor((step - 1) / this.#stepsOfEpoch);
    const batch = ((step - 1) % this.#stepsOfEpoch) * batchSize;
    const order = this.#orderOf(epoch).subarray(batch, batch + batchSize);
    for (const example of order) {
      const random = this.#random(step, example);
      sum.add(this.#objective.learn(example, random, this.#gradient, epoch === 0));
      yield { kind: 'working' };
    }
    // The rate falls in a straight line to a tenth. Gradients of a batch are summed; dividing by the root of their
    // number keeps one step's length comparable between batch sizes.
    const decay = 1 - (0.9 * (step - 1)) / this.totalSteps;
    const rate =
      (this.#objective.learningRate * learningRateMultiplier * decay) / Math.sqrt(order.length || 1);
    this.#gradient.apply(this.#model.weights, rate);
  }

  #order: { epoch: number; indices: Uint32Array } | undefined;

  #orderOf(epoch: number): Uint32Array {
    if (this.#order?.epoch !== epoch) {
      const random = seededRandom(mixHashes(this.#task.seed, epoch));
      this.#order = { epoch, indices: shuffledIndices(this.#objective.trainingCount, random) };
    }
    return this.#order.indices;
  }

  /** A few validation examples, others at each report. */
  *#validationMetrics(step: number): Generator<TrainProgress, Partial<TrainMetrics>> {
    const { validationCount } = this.#objective;
    const sum = new MeasureSum();
    for (let index = 0; index < Math.min(VALIDATION_SAMPLE, validationCount); index++) {
      const example = (step * VALIDATION_SAMPLE + index) % validationCount;
      sum.add(this.#objective.measure(example, this.#random(0, example)));
      yield { kind: 'working' };
    }
    if (sum.isEmpty) return {};
    return {
      valid_loss: sum.loss,
      valid_mean_token_accuracy: sum.accuracy,
      ...(sum.reward === undefined ? {} : { valid_mean_reward: sum.reward }),
    };
  }

  *#fullValidationMetrics(): Generator<TrainProgress, Partial<TrainMetrics>> {
    const sum = new MeasureSum();
    for (let example = 0; example < this.#objective.validationCount; example++) {
      sum.add(this.#objective.measure(example, this.#random(0, example)));
      yield { kind: 'working' };
    }
    if (sum.isEmpty) return {};
    return {
      full_valid_loss: sum.loss,
      full_valid_mean_token_accuracy: sum.accuracy,
      ...(sum.reward === undefined ? {} : { full_valid_mean_reward: sum.reward }),
    };
  }

  #random(step: number, example: number) {
    return seededRandom(mixHashes(mixHashes(this.#task.seed, step), example));
  }

  #trainedTokens(step: number): number {
    return Math.round((this.#objective.trainingPieces * step) / this.#stepsOfEpoch);
  }
}

/** More points than these make a curve no clearer. */
const MAX_REPORTS = 200;
const VALIDATION_SAMPLE = 16;

function trainMetrics(sum: MeasureSum): Omit<TrainMetrics, 'step'> {
  return {
    train_loss: sum.isEmpty ? 0 : sum.loss,
    train_mean_token_accuracy: sum.isEmpty ? 0 : sum.accuracy,
    ...(sum.reward === undefined ? {} : { train_mean_reward: sum.reward }),
  };
}

const WORKING: TrainProgress = { kind: 'working' };

/** Passes on what a preparation gives, with a sign of work at each of its yields. */
function* working<T>(preparation: Generator<void, T>): Generator<TrainProgress, T> {
  for (;;) {
    const next = preparation.next();
    if (next.done) return next.value;
    yield WORKING;
  }
}
