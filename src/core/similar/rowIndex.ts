import { wordsOf } from '../text/words.ts';
import { plainWordsOf } from './shingles.ts';

/** What a row says, in two parts that may matter differently. */
export interface RowTexts {
  prompt: string;
  answer: string;
}

export interface NearRow {
  /** Zero-based, as the rows were given. */
  row: number;
  /** 0 to 1: cosine of the words, weighted by how rare they are. */
  similarity: number;
}

/**
 * Finds the rows of a dataset whose words are most like those of a text.
 * Source: G. Salton, C. Buckley, Term-weighting approaches in automatic text retrieval, 1988 (tf-idf and cosine).
 */
export class RowIndex {
  /** Word to the rows that hold it, with how often. */
  readonly #prompts: Postings;
  readonly #answers: Postings;
  readonly #length: number;

  constructor(rows: readonly RowTexts[]) {
    this.#length = rows.length;
    this.#prompts = new Postings(rows.map(({ prompt }) => prompt));
    this.#answers = new Postings(rows.map(({ answer }) => answer));
  }

  /** The nearest rows, best first. Question and answer count alike; a part that is empty counts for nothing. */
  nearest({ prompt, answer }: RowTexts, limit = 5): NearRow[] {
    const scores = new Float64Array(this.#length);
    const parts = [
      { postings: this.#prompts, words: plainWordsOf(prompt) },
      { postings: this.#answers, words: plainWordsOf(answer) },
    ].filter(({ words }) => words.length > 0);
    for (const { postings, words } of parts) postings.addTo(scores, words, 1 / parts.length);
    return [...scores.keys()]
      .filter(row => scores[row]! > 0)
      .map(row => ({ row, similarity: Math.min(1, scores[row]!) }))
      .sort((one, other) => other.similarity - one.similarity || one.row - other.row)
      .slice(0, limit);
  }

  /** The rows whose prompts hold all of these words, found by the rarest of them. */
  withWords(words: readonly string[]): readonly number[] {
    return this.#prompts.rowsOfRarest(words);
  }
}

/** Places of the words of `text` that also stand in `other`, rare ones only counted as words. UTF-16 offsets. */
export function sharedWords(text: string, other: string): { start: number; end: number }[] {
  const known = new Set(plainWordsOf(other));
  return wordsOf(text).flatMap(({ kind, lower, start, end }) =>
    kind !== 'mark' && lower.length > 2 && known.has(lower) ? [{ start, end }] : [],
  );
}

class Postings {
  readonly #rows = new Map<string, { row: number; count: number }[]>();
  readonly #norms: Float64Array;
  readonly #length: number;

  constructor(texts: readonly string[]) {
    this.#length = texts.length;
    const counted = texts.map(text => countsOf(plainWordsOf(text)));
    for (const [row, counts] of counted.entries()) {
      for (const [word, count] of counts) {
        const list = this.#rows.get(word);
        if (list) list.push({ row, count });
        else this.#rows.set(word, [{ row, count }]);
      }
    }
    this.#norms = Float64Array.from(counted, counts => this.#normOf(counts));
  }

  addTo(scores: Float64Array, words: readonly string[], share: number): void {
    const counts = countsOf(words);
    const norm = this.#normOf(counts);
    if (norm === 0) return;
    for (const [word, count] of counts) {
      const rarity = this.#rarity(word);
      for (const { row, count: there } of this.#rows.get(word) ?? []) {
        const weight = (weightOf(count) * rarity * weightOf(there) * rarity) / (norm * this.#norms[row]!);
        scores[row] = scores[row]! + share * weight;
      }
    }
  }

  rowsOfRarest(words: readonly string[]): readonly number[] {
    let rarest: { row: number }[] | undefined;
    for (const word of words) {
      const rows = this.#rows.get(word);
      if (!rows) return [];
      if (!rarest || rows.length < rarest.length) rarest = rows;
    }
    return (rarest ?? []).map(({ row }) => row);
  }

  #normOf(counts: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const [word, count] of counts) sum += (weightOf(count) * this.#rarity(word)) ** 2;
    return Math.sqrt(sum);
  }

  /** Smoothed, so that a word that all rows have still counts a little. */
  #rarity(word: string): number {
    return Math.log(1 + this.#length / (1 + (this.#rows.get(word)?.length ?? 0)));
  }
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function weightOf(count: number): number {
  return 1 + Math.log(count);
}
