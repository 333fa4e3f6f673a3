import type { RandomSource } from '../../util/seededRandom.ts';
import type { WordSpan } from './copySource.ts';
import { withDecisions } from './features.ts';
import type { Gradient } from './gradient.ts';
import type { Program, ProgramValue } from './inventory.ts';
import { piecesOf } from './pieces.ts';
import type { EncodedPrompt } from './prompt.ts';
import { decisionHash, placeFeatures, type Scorer } from './scorer.ts';
import { indexOfHighest, logSumExp, softmax } from './softmax.ts';
import { holeSeeds, type PlaceSigns } from './spanOptions.ts';
import { CONTENT_OPTION, contentFeatures } from './valueOptions.ts';

/** How likely an answer is, and how much of it the model would have written itself. */
export interface Likelihood {
  /** Natural logarithm of the probability of the whole answer. */
  logProbability: number;
  /** Pieces of the answer. */
  pieces: number;
  /** Pieces that the model would choose, each decision made after the right ones before it. */
  rightPieces: number;
}

/** Gathers the gradient of the log probability, times `amount`, while it is computed. */
export interface Learning {
  gradient: Gradient;
  amount: number;
}

/** Share of probability that is kept for answers that were never seen. */
const UNSEEN_SHARE = 0.05;

/**
 * The likelihood of an answer under a model: the product of its decisions (skeleton, each value, each copied span).
 * @param random draws what a value is compared with where there are too many; the same draws give the same result.
 */
export function likelihoodOf(
  scorer: Scorer,
  prompt: EncodedPrompt,
  program: Program,
  random: RandomSource,
  learning?: Learning,
): Likelihood {
  const walk = new Walk(scorer, prompt, random, learning);
  walk.program(program);
  return walk.result;
}

class Walk {
  readonly result: Likelihood = { logProbability: 0, pieces: 0, rightPieces: 0 };
  #scorer: Scorer;
  #prompt: EncodedPrompt;
  #random: RandomSource;
  #learning: Learning | undefined;
  #decisions: number[] = [];

  constructor(scorer: Scorer, prompt: EncodedPrompt, random: RandomSource, learning: Learning | undefined) {
    this.#scorer = scorer;
    this.#prompt = prompt;
    this.#random = random;
    this.#learning = learning;
  }

  program(program: Program): void {
    if (program.skeleton >= 0) this.#skeleton(program);
    for (const value of program.values) {
      if (value.value < 0) this.#unseenValue(value);
      else this.#value(program, value);
    }
  }

  #skeleton(program: Program): void {
    const { model, skeletonSeeds } = this.#scorer;
    const pieces = piecesOf(model.inventory.skeletons[program.skeleton]!.parts.join('')).length;
    this.result.pieces += pieces;
    if (skeletonSeeds.length < 2) {
      this.result.rightPieces += pieces;
      return;
    }
    const { features } = this.#prompt;
    const scores = this.#scorer.skeletonScores(features);
    const probabilities = softmax(scores);
    this.result.logProbability += Math.log(Math.max(probabilities[program.skeleton]!, 1e-300));
    if (indexOfHighest(scores) === program.skeleton) this.result.rightPieces += pieces;
    probabilities.forEach((probability, index) => {
      this.#learn(skeletonSeeds[index]!, features, (index === program.skeleton ? 1 : 0) - probability);
    });
  }

  #value(program: Program, chosen: ProgramValue): void {
    const options = this.#scorer.options(chosen.field);
    const features = withDecisions(this.#prompt.features, this.#decisions);
    const { values, logWeights } = options.candidates(chosen.value, this.#prompt.cues, this.#random);
    const scores = this.#scorer.valueScores(chosen.field, values, features);
    const right = values.indexOf(chosen.value);
    const weighted = scores.map((score, index) => score + logWeights[index]!);
    const total = logSumExp(weighted);
    this.result.logProbability += scores[right]! - total + Math.log(1 - UNSEEN_SHARE);
    const spansRight = this.#holes(chosen, options.seeds[chosen.value]!);
    this.#countPieces(chosen, values[indexOfHighest(scores)]!, spansRight);
    if (this.#learning !== undefined) {
      weighted.forEach((score, index) => {
        const amount = (index === right ? 1 : 0) - Math.exp(score - total);
        // What is all but decided teaches nothing and would only cost time.
        if (Math.abs(amount) < 1e-3) return;
        this.#learn(options.seeds[values[index]!]!, features, amount);
        this.#learn(CONTENT_OPTION, options.contentOf(values[index]!), amount);
      });
    }
    this.#decisions.push(decisionHash(program, chosen, options.seeds[chosen.value]));
  }

  /** A text that the inventory lacks: its own words are judged, and how its pieces follow each other. */
  #unseenValue(value: ProgramValue): void {
    const surprise = this.#scorer.model.pieces.logProbability(value.text);
    this.result.logProbability += Math.log(UNSEEN_SHARE) + surprise + this.#scorer.textScore(value.text);
    this.result.pieces += piecesOf(value.text).length;
    this.#learn(CONTENT_OPTION, contentFeatures({ parts: [value.text], forms: [] }), 1);
  }

  #holes(chosen: ProgramValue, seed: number): boolean {
    const { name, values } = this.#scorer.model.inventory.fields[chosen.field]!;
    const { parts } = values[chosen.value]!.template;
    let allRight = true;
    chosen.holes.forEach((spans, hole) => {
      if (!this.#hole(spans, holeSeeds(seed, name, hole, parts[hole]!))) allRight = false;
    });
    return allRight;
  }

  /** A copied span: where it begins (any of the right places will do), then where it ends. */
  #hole(spans: readonly WordSpan[], seeds: [number, number]): boolean {
    const starts = this.#scorer.startPlaces(this.#prompt);
    const firsts = new Set(spans.map(span => span.first));
    const start = this.#place(starts, seeds, word => firsts.has(word));
    const span = spans.find(candidate => candidate.first === start.best) ?? spans[0]!;
    const ends = this.#scorer.endPlaces(this.#prompt, span.first);
    const end = this.#place(ends, seeds, word => word === span.last);
    return start.isRight && end.isRight;
  }

  /** One choice of a place, in which several may be right. `best` is the most likely right one. */
  #place(places: PlaceSigns, seeds: [number, number], isRight: (word: number) => boolean) {
    const scores = this.#scorer.placeScores(places, seeds);
    const rightRows = [...places.words.keys()].filter(row => isRight(places.words[row]!));
    const total = logSumExp(scores);
    const rightTotal = logSumExp(rightRows.map(row => scores[row]!));
    this.result.logProbability += Math.max(rightTotal - total, -700);
    const best = rightRows[indexOfHighest(rightRows.map(row => scores[row]!))];
    if (this.#learning !== undefined && best !== undefined) {
      const isRightRow = new Set(rightRows);
      scores.forEach((score, row) => {
        const wanted = isRightRow.has(row) ? Math.exp(score - rightTotal) : 0;
        const amount = wanted - Math.exp(score - total);
        if (Math.abs(amount) < 1e-3) return;
        const features = placeFeatures(places, row);
        this.#learn(seeds[0], features, amount);
        this.#learn(seeds[1], features, amount);
      });
    }
    const highest = places.words[indexOfHighest(scores)];
    return {
      best: best === undefined ? -1 : places.words[best]!,
      isRight: highest !== undefined && isRight(highest),
    };
  }

  #countPieces(chosen: ProgramValue, predicted: number, spansRight: boolean): void {
    const pieces = piecesOf(chosen.text);
    this.result.pieces += pieces.length;
    if (predicted === chosen.value && spansRight) {
      this.result.rightPieces += pieces.length;
      return;
    }
    const { template } = this.#scorer.options(chosen.field).field.values[predicted]!;
    const guessed = piecesOf(template.parts[0]!);
    this.result.rightPieces += pieces.filter((piece, index) => piece === guessed[index]).length;
  }

  #learn(option: number, features: Parameters<Gradient['add']>[2], amount: number): void {
    if (this.#learning === undefined) return;
    this.#learning.gradient.add(this.#scorer.model.weights, option, features, amount * this.#learning.amount);
  }
}
