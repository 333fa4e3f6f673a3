import { seededRandom } from '../../util/seededRandom.ts';
import { Gradient } from './gradient.ts';
import { mixHashes } from './hash.ts';
import { likelihoodOf } from './likelihood.ts';
import type { LearnerModel } from './model.ts';
import type { Measure, Objective } from './objective.ts';
import { piecesOf } from './pieces.ts';
import type { EncodedPrompt } from './prompt.ts';
import { Scorer } from './scorer.ts';
import { type EncodedAnswer, encodePrompts, inventoryIndex, sketchAll, takeIn } from './supervised.ts';
import type { PreferenceExample } from './trainingData.ts';

/** A pair of answers, and how much the reference model prefers the preferred one. */
interface EncodedPair {
  preferred: EncodedAnswer;
  rejected: EncodedAnswer;
  /** log p(preferred) - log p(rejected) under the model that training started from. */
  reference: number;
  seed: number;
}

/**
 * Prepares direct preference optimisation (Rafailov et al. 2023, equation 7): the loss is
 * -log sigmoid(beta * (margin of the model - margin of the reference)), where a margin is the difference of the log
 * probabilities of the two answers. The reference is the model as it is handed over; the untrained base, which can
 * say nothing, first learns to say both answers of each pair equally well.
 */
export function* preferenceObjective(
  model: LearnerModel,
  training: readonly PreferenceExample[],
  validation: readonly PreferenceExample[],
  beta: number,
): Generator<void, Objective> {
  const isUntrained = model.inventory.skeletons.length === 0;
  const sketches = yield* sketchAll(training.map(pair => pair.prompt));
  const answers = training.map(pair => pair.preferred).concat(training.map(pair => pair.rejected));
  const prompts = yield* takeIn(model, [...sketches, ...sketches], answers);
  const scorer = new Scorer(model);
  yield* scorer.prepare();
  const pairs = yield* encodePairs(scorer, training, prompts);
  if (isUntrained) yield* learnBothAnswers(scorer, pairs);
  const heldPrompts = validation.map(pair => pair.prompt);
  const held = yield* encodePairs(scorer, validation, yield* encodePrompts(model, heldPrompts));
  for (const pair of [...pairs, ...held]) {
    yield;
    pair.reference = marginOf(scorer, pair);
  }
  return {
    trainingCount: pairs.length,
    validationCount: held.length,
    trainingPieces: yield* countPieces(training),
    learningRate: LEARNING_RATE,
    learn(example, _random, gradient) {
      const pair = pairs[example]!;
      const margin = beta * (marginOf(scorer, pair) - pair.reference);
      const amount = beta * sigmoid(-margin);
      const both = [
        { item: pair.preferred, amount },
        { item: pair.rejected, amount: -amount },
      ];
      for (const { item, amount: share } of both) {
        likelihoodOf(scorer, item.prompt, item.program, seededRandom(pair.seed), { gradient, amount: share });
      }
      return measured(margin);
    },
    measure(example) {
      const pair = held[example]!;
      return measured(beta * (marginOf(scorer, pair) - pair.reference));
    },
  };
}

/** The gradient of the loss carries the factor beta, 0.1 as a rule; the rate makes up for it. */
const LEARNING_RATE = 12;

function* encodePairs(
  scorer: Scorer,
  examples: readonly PreferenceExample[],
  prompts: readonly EncodedPrompt[],
): Generator<void, EncodedPair[]> {
  const index = inventoryIndex(scorer.model);
  const pairs: EncodedPair[] = [];
  for (const [at, { preferred, rejected }] of examples.entries()) {
    yield;
    const prompt = prompts[at]!;
    const encoded = (answer: string): EncodedAnswer => ({
      prompt,
      program: index.encode(answer, prompt.source),
      answer,
    });
    pairs.push({
      preferred: encoded(preferred),
      rejected: encoded(rejected),
      reference: 0,
      seed: mixHashes(PAIR, at),
    });
  }
  return pairs;
}

const PAIR = 41;

/** One pass of maximum likelihood over both answers, which takes no side. */
function* learnBothAnswers(scorer: Scorer, pairs: readonly EncodedPair[]): Generator<void, void> {
  const gradient = new Gradient();
  for (const { preferred, rejected, seed } of pairs) {
    yield;
    for (const item of [preferred, rejected]) {
      likelihoodOf(scorer, item.prompt, item.program, seededRandom(seed), { gradient, amount: 1 });
    }
    gradient.apply(scorer.model.weights, FIRST_LEARNING_RATE);
  }
}

const FIRST_LEARNING_RATE = 1;

/** Both answers are compared with the same other answers, so that those cancel. */
function marginOf(scorer: Scorer, { preferred, rejected, seed }: EncodedPair): number {
  const [better, worse] = [preferred, rejected].map(item =>
    likelihoodOf(scorer, item.prompt, item.program, seededRandom(seed)),
  );
  return better!.logProbability - worse!.logProbability;
}

function measured(margin: number): Measure {
  // log(1 + exp(-margin)) without overflow.
  const loss = Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
  return { loss, right: margin > 0 ? 1 : 0, weight: 1 };
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function* countPieces(examples: readonly PreferenceExample[]): Generator<void, number> {
  let count = 0;
  for (const { prompt, preferred, rejected } of examples) {
    yield;
    for (const text of [...prompt.map(turn => turn.text), preferred, rejected])
      count += piecesOf(text).length;
  }
  return count;
}
