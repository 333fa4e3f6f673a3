import type { Features } from './features.ts';
import { hashText } from './hash.ts';
import { type Program, type ProgramValue, skeletonSeed } from './inventory.ts';
import type { LearnerModel } from './model.ts';
import type { EncodedPrompt } from './prompt.ts';
import { endPlaces, PLACE_SIGN_VALUE, type PlaceSigns, startPlaces } from './spanOptions.ts';
import { CONTENT_OPTION, contentFeatures, ValueOptions } from './valueOptions.ts';

/**
 * Scores of everything that a model can decide. One is made for a model and an inventory that no longer changes;
 * it keeps what does not depend on the weights.
 */
export class Scorer {
  readonly model: LearnerModel;
  readonly skeletonSeeds: Uint32Array;
  #options: (ValueOptions | undefined)[] = [];
  #places = new Map<EncodedPrompt, PlaceSigns>();

  constructor(model: LearnerModel) {
    this.model = model;
    this.skeletonSeeds = Uint32Array.from(model.inventory.skeletons, (_, index) =>
      skeletonSeed(model.inventory, index),
    );
  }

  options(field: number): ValueOptions {
    this.#options[field] ??= new ValueOptions(this.model.inventory.fields[field]!);
    return this.#options[field];
  }

  /** Makes ready what choosing needs, with a yield now and then. */
  *prepare(): Generator<void, void> {
    for (const field of this.model.inventory.fields.keys()) {
      yield;
      yield* this.options(field).prepare();
    }
  }

  skeletonScores(features: Features): Float64Array {
    return Float64Array.from(this.skeletonSeeds, seed => this.model.weights.score(seed, features));
  }

  valueScores(field: number, values: readonly number[], features: Features): Float64Array {
    const options = this.options(field);
    const { weights } = this.model;
    const scores = new Float64Array(values.length);
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      const content = weights.score(CONTENT_OPTION, options.contentOf(value));
      scores[index] = weights.score(options.seeds[value]!, features) + content;
    }
    return scores;
  }

  /** What the model thinks of a text that it could not have said, from its words alone. */
  textScore(text: string): number {
    return this.model.weights.score(CONTENT_OPTION, contentFeatures({ parts: [text], forms: [] }));
  }

  startPlaces(prompt: EncodedPrompt): PlaceSigns {
    const known = this.#places.get(prompt);
    if (known !== undefined) return known;
    const places = startPlaces(prompt);
    this.#places.set(prompt, places);
    if (this.#places.size > MAX_PLACES) this.#places.delete(this.#places.keys().next().value!);
    return places;
  }

  endPlaces(prompt: EncodedPrompt, start: number): PlaceSigns {
    return endPlaces(prompt, start);
  }

  placeScores(places: PlaceSigns, seeds: readonly [number, number]): Float64Array {
    const { weights } = this.model;
    const scores = new Float64Array(places.words.length);
    for (let row = 0, at = 0; row < scores.length; row++) {
      let sum = 0;
      for (let column = 0; column < places.width; column++, at++) {
        const sign = places.signs[at]!;
        sum +=
          weights.values[weights.placeOf(seeds[0], sign)]! + weights.values[weights.placeOf(seeds[1], sign)]!;
      }
      scores[row] = sum * PLACE_SIGN_VALUE;
    }
    return scores;
  }
}

/** Prompts whose places are kept at hand; with more, they are made anew in each epoch. */
const MAX_PLACES = 4000;

/** The signs of one place as features, for learning. */
export function placeFeatures(places: PlaceSigns, row: number): Features {
  const hashes = places.signs.subarray(row * places.width, (row + 1) * places.width);
  return { hashes, values: new Float32Array(places.width).fill(PLACE_SIGN_VALUE) };
}

/** What a later decision in the same answer may depend on: the value chosen for a field. */
export function decisionHash(program: Program, value: ProgramValue, seed: number | undefined): number {
  return hashText(`${program.skeleton}:${value.field}`, seed ?? 1);
}
