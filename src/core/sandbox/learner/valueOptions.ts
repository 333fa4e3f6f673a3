import { wordsOf } from '../../text/words.ts';
import { runToEnd } from '../../util/runToEnd.ts';
import type { RandomSource } from '../../util/seededRandom.ts';
import type { ValueTemplate } from './abstraction.ts';
import type { Features } from './features.ts';
import { hashText, mixHashes } from './hash.ts';
import { type Field, valueSeed } from './inventory.ts';

/** Values of a field to choose among; for those drawn at random, how many each one stands for. */
export interface Candidates {
  values: number[];
  /** Natural logarithm of how many values of the field each candidate stands for. */
  logWeights: number[];
}

/** Up to this many values all of them are compared. */
const ALL_COMPARED = 96;
const SIMILAR_COMPARED = 12;
const RANDOM_COMPARED = 6;

/** The options of one field, with what scoring needs of each, made once. */
export class ValueOptions {
  readonly field: Field;
  readonly seeds: Uint32Array;
  #contents: (Features | undefined)[] = [];
  #byCue: Map<number, number[]> | undefined;

  constructor(field: Field) {
    this.field = field;
    this.seeds = Uint32Array.from(field.values, value => valueSeed(field, value.template));
  }

  contentOf(value: number): Features {
    this.#contents[value] ??= contentFeatures(this.field.values[value]!.template);
    return this.#contents[value];
  }

  /**
   * What to compare the right value with: everything when the field has few values, else values that answered
   * similar prompts, and a few at random that stand for all the others (sampled softmax).
   */
  candidates(right: number, cues: readonly number[], random: RandomSource): Candidates {
    const count = this.field.values.length;
    if (count <= ALL_COMPARED) {
      return {
        values: Array.from({ length: count }, (_, index) => index),
        logWeights: new Array(count).fill(0),
      };
    }
    const chosen = new Set(right >= 0 ? [right] : []);
    for (const value of this.#rivals(cues)) chosen.add(value);
    const certain = chosen.size;
    for (let draw = 0; draw < RANDOM_COMPARED; draw++) chosen.add(Math.floor(random() * count));
    const drawn = chosen.size - certain;
    const weight = drawn > 0 ? Math.log((count - certain) / drawn) : 0;
    const values = [...chosen];
    return { values, logWeights: values.map((_, index) => (index < certain ? 0 : weight)) };
  }

  #rivalsOf = new WeakMap<readonly number[], number[]>();

  /** The same for a prompt in every epoch, so it is looked up once. */
  #rivals(cues: readonly number[]): number[] {
    const known = this.#rivalsOf.get(cues);
    if (known !== undefined) return known;
    const rivals = this.similar(cues, SIMILAR_COMPARED);
    this.#rivalsOf.set(cues, rivals);
    return rivals;
  }

  /** Values that answered prompts with the same cues, the most similar first. */
  similar(cues: readonly number[], limit: number): number[] {
    if (this.#byCue === undefined) runToEnd(this.prepare());
    const shared = new Map<number, number>();
    for (const cue of cues) {
      const known = this.#byCue!.get(cue) ?? [];
      // A cue that leads to many values says little about each of them.
      for (const value of known)
        shared.set(value, (shared.get(value) ?? 0) + 1 / (1 + Math.log(known.length)));
    }
    const ranked = [...shared].sort((left, right) => right[1] - left[1] || left[0] - right[0]);
    return ranked.slice(0, limit).map(([value]) => value);
  }

  /**
   * The values to choose from for an answer: all of them, or when there are more than `most` those that answered
   * similar prompts and the most frequent ones.
   */
  considered(cues: readonly number[], most: number): number[] {
    const { values } = this.field;
    this.#frequent ??= [...values.keys()].sort(
      (left, right) => values[right]!.count - values[left]!.count || left - right,
    );
    if (values.length <= most) return this.#frequent;
    return [...new Set([...this.similar(cues, most / 2), ...this.#frequent.slice(0, most / 2)])];
  }

  #frequent: number[] | undefined;

  /** Makes ready what choosing needs, with a yield now and then; without it that is done at the first choice. */
  *prepare(): Generator<void, void> {
    const index = new Map<number, number[]>();
    for (const [at, value] of this.field.values.entries()) {
      if (at % 100 === 0) yield;
      for (const cue of value.cues) {
        const known = index.get(cue);
        if (known === undefined) index.set(cue, [at]);
        else if (known.length < MAX_VALUES_OF_CUE) known.push(at);
      }
    }
    this.#byCue = index;
  }
}

const MAX_VALUES_OF_CUE = 64;

/** Length of the vector of an answer's own words, beside the prompt's features with about 1. */
const CONTENT_LENGTH = 0.8;
const MAX_CONTENT_WORDS = 40;
const WORD_SIGN = hashText('cw');

/**
 * What an answer is like whatever the prompt: its words, neighbours, length, marks, holes. Preferences generalise
 * over these to answers that were never seen.
 */
export function contentFeatures(template: ValueTemplate): Features {
  const text = template.parts.join(' _ ');
  const words = wordsOf(text);
  const signs = new Map<number, number>();
  let previous = 0;
  for (const word of words.slice(0, MAX_CONTENT_WORDS)) {
    const hash = hashText(word.lower);
    signs.set(mixHashes(WORD_SIGN, hash), 1);
    signs.set(mixHashes(previous, hash), 0.5);
    previous = hash;
  }
  signs.set(hashText(`c-length:${Math.round(2 * Math.log2(1 + words.length))}`), 1);
  signs.set(hashText(`c-first:${words[0]?.lower ?? ''}`), 1);
  signs.set(hashText(`c-last:${words.at(-1)?.lower ?? ''}`), 1);
  signs.set(hashText(`c-holes:${template.forms.length}`), 1);
  signs.set(hashText(`c-lines:${Math.min(4, text.split('\n').length)}`), 1);
  signs.set(hashText('c-size'), Math.log2(1 + words.length) / 2);
  let squares = 0;
  for (const value of signs.values()) squares += value * value;
  const length = Math.sqrt(squares);
  return {
    hashes: Uint32Array.from(signs.keys()),
    values: Float32Array.from(signs.values(), value => (value * CONTENT_LENGTH) / length),
  };
}

/** The option under which the words of answers are kept: the same for every field, so that taste carries over. */
export const CONTENT_OPTION = hashText('content');
