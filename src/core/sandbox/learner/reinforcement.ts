import { gradeOpenai, graderContext } from '../../evaluate/graders/gradeOpenai.ts';
import type { OpenaiGrader } from '../../evaluate/graders/openaiGrader.ts';
import { type RandomSource, seededRandom } from '../../util/seededRandom.ts';
import { fillSchema } from '../json/fillSchema.ts';
import type { JsonSchema } from '../json/jsonSchema.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import type { InventoryIndex, Program } from './inventory.ts';
import { likelihoodOf } from './likelihood.ts';
import type { LearnerModel } from './model.ts';
import type { Measure, Objective } from './objective.ts';
import { piecesOf } from './pieces.ts';
import type { EncodedPrompt } from './prompt.ts';
import { namedOptions } from './promptOptions.ts';
import { Scorer } from './scorer.ts';
import { softmax } from './softmax.ts';
import { encodePrompt, inventoryIndex, sketchAll, takeIn } from './supervised.ts';
import type { ReinforcementExample } from './trainingData.ts';
import { programText, writeAnswer } from './write.ts';

/** What reinforcement needs beside examples. */
export interface ReinforcementTask {
  grader: OpenaiGrader;
  /** The schema that every answer must fit; null for plain text. */
  schema: JsonSchema | null;
}

interface EncodedItem {
  prompt: EncodedPrompt;
  item: Record<string, unknown>;
  /** Answers worth a try for this item. */
  proposals: string[];
}

/**
 * Prepares reinforcement: for each prompt some answers are tried and graded, and the model moves towards those with
 * the better rewards. What is tried: texts in the item, options that the prompt names, what the model would say, and
 * answers of other items. A learner this small cannot think of answers by itself.
 * Source of the step: reward-weighted regression (Peters and Schaal 2007): the gradient of
 * sum q(y) log p(y) where q(y) is proportional to p(y) exp(reward / temperature), over the answers tried.
 */
export function* rewardObjective(
  model: LearnerModel,
  training: readonly ReinforcementExample[],
  validation: readonly ReinforcementExample[],
  task: ReinforcementTask,
  settings: Hyperparameters,
): Generator<void, Objective> {
  yield* takeInProposals(model, training, task);
  const policy = new Policy(model, task, settings.computeMultiplier);
  yield* policy.scorer.prepare();
  const items = yield* policy.encode(training);
  const held = yield* policy.encode(validation);
  let pieces = 0;
  for (const { prompt } of training) {
    yield;
    for (const turn of prompt) pieces += piecesOf(turn.text).length;
  }
  return {
    trainingCount: items.length,
    validationCount: held.length,
    trainingPieces: pieces,
    learningRate: LEARNING_RATE,
    learn(example, random, gradient) {
      const item = items[example]!;
      const tried = policy.tryAnswers(item, random);
      const seed = Math.floor(random() * 2 ** 32);
      const logs = tried.map(({ program }) => policy.logProbability(item, program, seed));
      const now = softmax(logs);
      const wanted = softmax(tried.map(({ reward }, index) => logs[index]! + reward / TEMPERATURE));
      tried.forEach(({ program }, index) => {
        const learning = { gradient, amount: wanted[index]! - now[index]! };
        likelihoodOf(policy.scorer, item.prompt, program, seededRandom(seed), learning);
      });
      return policy.greedyMeasure(item);
    },
    measure: example => policy.greedyMeasure(held[example]!),
  };
}

const LEARNING_RATE = 2;
/** How sharply better rewards are preferred, for rewards between 0 and 1. */
const TEMPERATURE = 0.2;

/** Answers tried for a prompt beside those of its own item. */
const FROM_MODEL = 6;
const FROM_OTHERS = 6;

interface TriedAnswer {
  program: Program;
  reward: number;
}

class Policy {
  readonly scorer: Scorer;
  #index: InventoryIndex;
  #task: ReinforcementTask;
  #effort: number;

  constructor(model: LearnerModel, task: ReinforcementTask, effort: number) {
    this.scorer = new Scorer(model);
    this.#index = inventoryIndex(model);
    this.#task = task;
    this.#effort = effort;
  }

  *encode(examples: readonly ReinforcementExample[]): Generator<void, EncodedItem[]> {
    const items: EncodedItem[] = [];
    for (const example of examples) {
      yield;
      const prompt = encodePrompt(this.scorer.model, example.prompt);
      items.push({ prompt, item: example.item, proposals: proposalsOf(example, this.#task.schema) });
    }
    return items;
  }

  /** Different answers to a prompt, each with its reward. */
  tryAnswers(item: EncodedItem, random: RandomSource): TriedAnswer[] {
    const tried = new Map<string, TriedAnswer>();
    const attempt = (program: Program | undefined): void => {
      if (program === undefined) return;
      const text = programText(this.scorer, program);
      if (!tried.has(text)) tried.set(text, { program, reward: this.#reward(item, text) });
    };
    for (const proposal of item.proposals) {
      const program = this.#index.encode(proposal, item.prompt.source);
      if (program.skeleton >= 0 && program.values.every(value => value.value >= 0)) attempt(program);
    }
    attempt(writeAnswer(this.scorer, item.prompt, { temperature: 0, topP: 1, random }));
    for (let count = 0; count < FROM_MODEL * this.#effort; count++) {
      attempt(writeAnswer(this.scorer, item.prompt, { temperature: 4, topP: 1, random }));
    }
    for (let count = 0; count < FROM_OTHERS * this.#effort; count++) {
      attempt(writeAnswer(this.scorer, item.prompt, { temperature: 1e6, topP: 1, random }));
    }
    return [...tried.values()];
  }

  logProbability(item: EncodedItem, program: Program, seed: number): number {
    return likelihoodOf(this.scorer, item.prompt, program, seededRandom(seed)).logProbability;
  }

  /** What the model would answer now, and what the grader says of it. The loss is what is missing from a reward of 1. */
  greedyMeasure(item: EncodedItem): Measure {
    const program = writeAnswer(this.scorer, item.prompt, { temperature: 0, topP: 1, random: () => 0 });
    const reward = program === undefined ? 0 : this.#reward(item, programText(this.scorer, program));
    return { loss: 1 - reward, right: reward >= 1 ? 1 : 0, weight: 1, reward };
  }

  #reward(item: EncodedItem, text: string): number {
    return gradeOpenai(this.#task.grader, graderContext(item.item, text)).reward;
  }
}

function* takeInProposals(
  model: LearnerModel,
  training: readonly ReinforcementExample[],
  task: ReinforcementTask,
): Generator<void, void> {
  const sketches = yield* sketchAll(training.map(example => example.prompt));
  const paired = sketches.flatMap((sketch, index) =>
    proposalsOf(training[index]!, task.schema).map(answer => ({ sketch, answer })),
  );
  yield* takeIn(
    model,
    paired.map(pair => pair.sketch),
    paired.map(pair => pair.answer),
  );
}

/** Texts, numbers and truth values of an item, and the options that its prompt names; as the schema wants them. */
function proposalsOf(example: ReinforcementExample, schema: JsonSchema | null): string[] {
  const texts = new Set<string>();
  addLeaves(example.item, texts, 0);
  for (const option of namedOptions(example.prompt)) texts.add(option);
  const usable = [...texts].filter(text => text.length <= MAX_PROPOSAL).slice(0, MAX_PROPOSALS);
  if (schema === null) return usable;
  const filled = usable.map(text =>
    fillSchema(schema, { text, value: jsonOrNothing(text), choose: firstOption }),
  );
  return [...new Set(filled.filter(value => value !== undefined).map(value => JSON.stringify(value)))];
}

const MAX_PROPOSAL = 4000;
const MAX_PROPOSALS = 16;

const firstOption = (): number => 0;

function addLeaves(value: unknown, texts: Set<string>, depth: number): void {
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'number' || typeof value === 'boolean') texts.add(String(value));
  else if (typeof value === 'object' && value !== null && depth < 4) {
    if (depth > 0) texts.add(JSON.stringify(value));
    for (const child of Object.values(value)) addLeaves(child, texts, depth + 1);
  }
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
