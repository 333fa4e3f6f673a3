import {
  type AnsweringModel,
  openTrainedModel,
  untrainedModel,
} from '../../../../src/core/sandbox/learner/answering.ts';
import { type TrainMetrics, type TrainTask, trainModel } from '../../../../src/core/sandbox/learner/train.ts';
import type { Turn } from '../../../../src/core/sandbox/learner/turn.ts';
import { runToEnd } from '../../../../src/core/util/runToEnd.ts';
import type { Pair } from '../support/datasets.ts';

/** A task with everything but the training file left as usual. */
export function taskOf(part: Partial<TrainTask> & Pick<TrainTask, 'training'>): TrainTask {
  return {
    method: 'supervised',
    validation: null,
    start: null,
    resume: null,
    hyperparameters: {},
    seed: 1,
    reinforcement: null,
    failAtStep: null,
    ...part,
  };
}

/** Trains to the end. */
export function trainOut(task: TrainTask): { model: Uint8Array; metrics: TrainMetrics[] } {
  const metrics: TrainMetrics[] = [];
  for (const progress of trainModel(task)) {
    if (progress.kind === 'metrics') metrics.push(progress.metrics);
    if (progress.kind === 'finished') return { model: progress.model, metrics };
  }
  throw new Error('The run did not finish.');
}

/** The best answer to a question, after other turns. */
export function answerTo(
  model: AnsweringModel | Uint8Array,
  question: string,
  before: readonly Turn[] = [],
): string {
  const answering = model instanceof Uint8Array ? runToEnd(openTrainedModel(model)) : model;
  return answering.answer([...before, { role: 'user', text: question }], {
    temperature: 0,
    topP: 1,
    random: () => 0,
  });
}

/** Share of questions that are answered exactly. */
export function accuracy(
  model: AnsweringModel | Uint8Array,
  pairs: readonly Pair[],
  before: readonly Turn[] = [],
): number {
  const answering = model instanceof Uint8Array ? runToEnd(openTrainedModel(model)) : model;
  return (
    pairs.filter(({ question, answer }) => answerTo(answering, question, before) === answer).length /
    pairs.length
  );
}

/** The untrained base with some examples as earlier turns. */
export function fewShot(examples: readonly Pair[], system: string, pairs: readonly Pair[]): number {
  const turns: Turn[] = examples.flatMap(({ question, answer }) => [
    { role: 'user' as const, text: question },
    { role: 'assistant' as const, text: answer },
  ]);
  return accuracy(untrainedModel, pairs, [{ role: 'system', text: system }, ...turns]);
}
