import { copySource } from './copying.ts';
import { wordSign } from './features.ts';
import { extendInventory, type InductionExample } from './induction.ts';
import { InventoryIndex, type Program } from './inventory.ts';
import { likelihoodOf } from './likelihood.ts';
import type { LearnerModel } from './model.ts';
import type { Measure, Objective } from './objective.ts';
import { encodeSketch, type EncodedPrompt, type PromptSketch, sketchPrompt } from './prompt.ts';
import { Scorer } from './scorer.ts';
import type { SupervisedExample } from './trainingData.ts';
import type { Turn } from './turn.ts';
import { piecesOf } from './pieces.ts';

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
  const sketched = yield* sketchExamples(training);
  const answers = sketched.flat();
  yield* takeIn(
    model,
    answers.map(({ sketch }) => sketch),
    answers.map(({ answer }) => answer),
  );
  const scorer = new Scorer(model);
  const examples = yield* encodeExamples(model, sketched);
  const held = yield* encodeExamples(model, yield* sketchExamples(validation));
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

/** Notes how rare the signs of some prompts are, and what their answers are made of. */
export function* takeIn(
  model: LearnerModel,
  sketches: readonly PromptSketch[],
  answers: readonly string[],
): Generator<void, void> {
  for (const sketch of sketches) {
    yield;
    model.rarity.add(sketch.signs.latest.keys());
  }
  const examples: InductionExample[] = [];
  for (const [index, sketch] of sketches.entries()) {
    yield;
    const { source, cues } = encodeSketch(sketch, model.rarity);
    examples.push({ source, cues, answer: answers[index]! });
  }
  yield* extendInventory(model.inventory, examples, commonWords(model));
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

/** A prompt with an answer to it; without the words to copy from when the answer copies none, to save memory. */
export function encodeAnswer(
  model: LearnerModel,
  index: InventoryIndex,
  sketch: PromptSketch,
  answer: string,
): EncodedAnswer {
  const prompt = encodeSketch(sketch, model.rarity);
  const program = index.encode(answer, prompt.source);
  const copies = program.values.some(value => value.holes.length > 0);
  return { prompt: copies ? prompt : { ...prompt, source: NOTHING_TO_COPY }, program, answer };
}

const NOTHING_TO_COPY = copySource('');

interface SketchedAnswer {
  sketch: PromptSketch;
  answer: string;
}

function* sketchExamples(examples: readonly SupervisedExample[]): Generator<void, SketchedAnswer[][]> {
  const sketched: SketchedAnswer[][] = [];
  for (const { answers } of examples) {
    const items: SketchedAnswer[] = [];
    for (const { prompt, answer } of answers) {
      yield;
      items.push({ sketch: sketchPrompt(prompt), answer });
    }
    sketched.push(items);
  }
  return sketched;
}

function* encodeExamples(
  model: LearnerModel,
  sketched: readonly SketchedAnswer[][],
): Generator<void, EncodedAnswer[][]> {
  const index = inventoryIndex(model);
  const encoded: EncodedAnswer[][] = [];
  for (const answers of sketched) {
    const items: EncodedAnswer[] = [];
    for (const { sketch, answer } of answers) {
      yield;
      items.push(encodeAnswer(model, index, sketch, answer));
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
