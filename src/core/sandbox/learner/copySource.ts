import { type Word, wordsOf } from '../../text/words.ts';

/** Words of a source, by their index, both ends included. */
export interface WordSpan {
  first: number;
  last: number;
}

/** More text than this (UTF-16 units) and more words than these are not looked at; the end counts. */
const MAX_TEXT = 20_000;
const MAX_WORDS = 800;

/** Sources that keep their words at hand. */
const MAX_READ = 256;

/**
 * The text of a prompt from which answers may copy. Its words are cut when they are asked for, and only the sources
 * that were read last keep them: those of a large dataset would fill the memory.
 */
export class CopySource {
  static #recent: CopySource[] = [];

  readonly text: string;
  /** Offset where the latest message begins. */
  readonly latestStart: number;
  #read: { words: Word[]; places: Map<string, number[]> } | undefined;

  /** @param latestLength UTF-16 units at the end of the text that are the latest message. */
  constructor(text: string, latestLength: number) {
    this.text = text.slice(-MAX_TEXT);
    this.latestStart = Math.max(0, this.text.length - latestLength);
  }

  get words(): readonly Word[] {
    return this.#reading().words;
  }

  /** Where a word stands, given in lower case; undefined for nowhere. */
  placesOf(lower: string): readonly number[] | undefined {
    return this.#reading().places.get(lower);
  }

  #reading(): { words: Word[]; places: Map<string, number[]> } {
    if (this.#read !== undefined) return this.#read;
    const words = wordsOf(this.text).slice(-MAX_WORDS);
    const places = new Map<string, number[]>();
    words.forEach((word, index) => {
      const known = places.get(word.lower);
      if (known === undefined) places.set(word.lower, [index]);
      else known.push(index);
    });
    this.#read = { words, places };
    CopySource.#recent.push(this);
    if (CopySource.#recent.length > MAX_READ) CopySource.#recent.shift()!.#read = undefined;
    return this.#read;
  }
}
