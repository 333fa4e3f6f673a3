import { wordSign } from './features.ts';
import { extendInventory } from './induction.ts';
import { InventoryIndex, type Program } from './inventory.ts';
import { likelihoodOf } from './likelihood.ts';
import type { LearnerModel } from './model.ts';
import type { Measure, Objective } from './objective.ts';
import { piecesOf } from './pieces.ts';
import { type EncodedPrompt, encodeSketch, type PromptSketch, sketchPrompt } from './prompt.ts';
import { Scorer } from './scorer.ts';
import type { SupervisedExample } from './trainingData.ts';
import type { Turn } from './turn.ts';

/** A prompt and the answer to it, in the terms of the model. */
export interface EncodedAnswer {
  prompt: EncodedPrompt;
  program: Program;
  answer: string;
}

/**
 * Prepares learning to say the answers of a dataset: maximum likelihood.
 * Changes the model: its inventory and its table of rarities take in the examples.
 */
export function* superviseObjective(
  model: LearnerModel,
  training: readonly SupervisedExample[],
  validation: readonly SupervisedExample[],
): Generator<void, Objective> {
  const answers = training.flatMap(example => example.answers);
  const sketches = yield* sketchAll(answers.map(({ prompt }) => prompt));
  const heldPrompts = validation.flatMap(example => example.answers.map(({ prompt }) => prompt));
  const prompts = yield* takeIn(
    model,
    sketches,
    answers.map(({ answer }) => answer),
  );
  const scorer = new Scorer(model);
  yield* scorer.prepare();
  const examples = yield* encodeExamples(model, training, prompts);
  const held = yield* encodeExamples(model, validation, yield* encodePrompts(model, heldPrompts));
  return {
    trainingCount: examples.length,
    validationCount: held.length,
    trainingPieces: yield* countPieces(training),
    learningRate: learningRate(model),
    learn(example, random, gradient, isFirstEpoch) {
      return summed(examples[example]!, item => {
        if (isFirstEpoch) model.pieces.add(item.answer);
        return likelihoodOf(scorer, item.prompt, item.program, random, { gradient, amount: 1 });
      });
    },
    measure(example, random) {
      return summed(held[example]!, item => likelihoodOf(scorer, item.prompt, item.program, random));
    },
  };
}

/** Among many answers the right one must gain more before it stands out, so steps are longer. */
function learningRate(model: LearnerModel): number {
  const most = model.inventory.fields.reduce((highest, field) => Math.max(highest, field.values.length), 2);
  return 1.5 * Math.sqrt(Math.log2(most));
}

/** Notes how rare the signs of some prompts are, and what their answers are made of. Returns the prompts, encoded. */
export function* takeIn(
  model: LearnerModel,
  sketches: readonly PromptSketch[],
  answers: readonly string[],
): Generator<void, EncodedPrompt[]> {
  for (const sketch of sketches) {
    yield;
    model.rarity.add(sketch.signs.latest.hashes);
  }
  const prompts: EncodedPrompt[] = [];
  for (const sketch of sketches) {
    yield;
    prompts.push(encodeSketch(sketch, model.rarity));
  }
  const examples = prompts.map(({ source, cues }, index) => ({ source, cues, answer: answers[index]! }));
  yield* extendInventory(model.inventory, examples, commonWords(model));
  return prompts;
}

/** Finds things of a model's inventory. */
export function inventoryIndex(model: LearnerModel): InventoryIndex {
  return new InventoryIndex(model.inventory, commonWords(model));
}

function commonWords(model: LearnerModel): (word: string) => boolean {
  return word => model.rarity.isCommon(wordSign(word));
}

/** The signs and words of many prompts. */
export function* sketchAll(prompts: readonly (readonly Turn[])[]): Generator<void, PromptSketch[]> {
  const sketches: PromptSketch[] = [];
  for (const prompt of prompts) {
    yield;
    sketches.push(sketchPrompt(prompt));
  }
  return sketches;
}

/** A prompt in the terms of a model. */
export function encodePrompt(model: LearnerModel, turns: readonly Turn[]): EncodedPrompt {
  return encodeSketch(sketchPrompt(turns), model.rarity);
}

/** Many prompts in the terms of a model. */
export function* encodePrompts(
  model: LearnerModel,
  prompts: readonly (readonly Turn[])[],
): Generator<void, EncodedPrompt[]> {
  const encoded: EncodedPrompt[] = [];
  for (const prompt of prompts) {
    yield;
    encoded.push(encodePrompt(model, prompt));
  }
  return encoded;
}

/** The answers of each example with their prompts, which come in the same order. */
function* encodeExamples(
  model: LearnerModel,
  examples: readonly SupervisedExample[],
  prompts: readonly EncodedPrompt[],
): Generator<void, EncodedAnswer[][]> {
  const index = inventoryIndex(model);
  const encoded: EncodedAnswer[][] = [];
  let at = 0;
  for (const { answers } of examples) {
    const items: EncodedAnswer[] = [];
    for (const { answer } of answers) {
      yield;
      const prompt = prompts[at++]!;
      items.push({ prompt, program: index.encode(answer, prompt.source), answer });
    }
    encoded.push(items);
  }
  return encoded;
}

function* countPieces(examples: readonly SupervisedExample[]): Generator<void, number> {
  let count = 0;
  for (const { answers } of examples) {
    yield;
    const last = answers.at(-1)!;
    for (const turn of last.prompt) count += piecesOf(turn.text).length;
    count += piecesOf(last.answer).length;
  }
  return count;
}

function summed(
  items: readonly EncodedAnswer[],
  likelihood: (item: EncodedAnswer) => { logProbability: number; pieces: number; rightPieces: number },
): Measure {
  const sum: Measure = { loss: 0, right: 0, weight: 0 };
  for (const item of items) {
    const { logProbability, pieces, rightPieces } = likelihood(item);
    sum.loss -= logProbability;
    sum.right += rightPieces;
    sum.weight += Math.max(1, pieces);
  }
  return sum;
}
