import type { Word } from '../../text/words.ts';
import { MAX_COPIED_WORDS } from './copying.ts';
import { hashText, mixHashes } from './hash.ts';
import type { EncodedPrompt } from './prompt.ts';

/** Where a copied span may begin or end, with the hashed signs of each place (row after row). */
export interface PlaceSigns {
  /** Index of the word in the prompt's source, for each row. */
  words: Uint32Array;
  signs: Uint32Array;
  /** Signs in a row. */
  width: number;
}

/** Value of each sign of a place. */
export const PLACE_SIGN_VALUE = 0.35;

/** Every word of the prompt at which a span may begin. Marks begin none. */
export function startPlaces(prompt: EncodedPrompt): PlaceSigns {
  const { words } = prompt.source;
  const rows: number[] = [];
  const starts: number[] = [];
  const lines = new LineReader(prompt);
  words.forEach((word, at) => {
    const line = lines.at(at);
    if (word.kind === 'mark') return;
    starts.push(at);
    rows.push(...startSigns(prompt, at, line));
  });
  return { words: Uint32Array.from(starts), signs: Uint32Array.from(rows), width: START_WIDTH };
}

/** Every word at which a span that begins at `start` may end: on the same line, within the longest run. */
export function endPlaces(prompt: EncodedPrompt, start: number): PlaceSigns {
  const { words, text } = prompt.source;
  const rows: number[] = [];
  const ends: number[] = [];
  for (let at = start; at < Math.min(words.length, start + MAX_COPIED_WORDS); at++) {
    if (at > start && text.slice(words[at - 1]!.end, words[at]!.start).includes('\n')) break;
    if (words[at]!.kind === 'mark') continue;
    ends.push(at);
    rows.push(...endSigns(prompt, start, at));
  }
  return { words: Uint32Array.from(ends), signs: Uint32Array.from(rows), width: END_WIDTH };
}

const START_WIDTH = 12;
const END_WIDTH = 8;

interface LinePlace {
  /** The words before the first colon of the line, in lower case; empty when there is none near its start. */
  label: string;
  /** Words since the label, or since the start of the line; at most 3. */
  since: number;
}

/** Walks over the words and knows where in its line each one stands. */
class LineReader {
  #prompt: EncodedPrompt;
  #lineStart = 0;
  #label = '';
  #labelEnd = 0;

  constructor(prompt: EncodedPrompt) {
    this.#prompt = prompt;
  }

  at(index: number): LinePlace {
    const { words, text } = this.#prompt.source;
    const gap = index === 0 ? '' : text.slice(words[index - 1]!.end, words[index]!.start);
    if (gap.includes('\n')) {
      this.#lineStart = index;
      this.#label = '';
      this.#labelEnd = index;
    }
    const before = words[index - 1];
    if (before?.text === ':' && this.#label === '' && index - this.#lineStart <= 5 && !gap.includes('\n')) {
      this.#label = text.slice(words[this.#lineStart]!.start, before.start).toLowerCase();
      this.#labelEnd = index;
    }
    return { label: this.#label, since: Math.min(3, index - this.#labelEnd) };
  }
}

function startSigns(prompt: EncodedPrompt, at: number, line: LinePlace): number[] {
  const { words, text } = prompt.source;
  const word = words[at]!;
  const before = words[at - 1];
  const inLatest = word.start >= prompt.source.latestStart;
  const glued = before !== undefined && before.end === word.start ? 'glued' : 'apart';
  return [
    hashText(`s0:${word.lower}`),
    hashText(`s-1:${before?.lower ?? '^'}`),
    hashText(`s-2:${words[at - 2]?.lower ?? '^'} ${before?.lower ?? '^'}`),
    hashText(`s+1:${words[at + 1]?.lower ?? '$'}`),
    hashText(`shape:${shapeOf(word)}`),
    hashText(`shapes:${shapeOf(before)} ${shapeOf(word)}`),
    hashText(`label:${line.label}:${line.since}`),
    hashText(`since:${line.label === '' ? '-' : 'l'}:${line.since}`),
    hashText(`latest:${inLatest}`),
    hashText(`glued:${glued}:${before?.kind ?? '^'}`),
    hashText(`place:${inLatest ? Math.min(6, at - firstOfLatest(prompt, at)) : 'old'}`),
    hashText(
      `quote:${/["'“‘`(]$/.test(text.slice(Math.max(0, word.start - 1), word.start))}:${shapeOf(word)}`,
    ),
  ];
}

function endSigns(prompt: EncodedPrompt, start: number, at: number): number[] {
  const { words, text } = prompt.source;
  const word = words[at]!;
  const after = words[at + 1];
  const gap = after === undefined ? '$' : text.slice(word.end, after.start);
  const length = at - start + 1;
  const bucket = length <= 4 ? length : Math.round(2 * Math.log2(length));
  return [
    hashText(`e+1:${after?.lower ?? '$'}`),
    hashText(`e0:${word.lower}`),
    hashText(`e-shapes:${shapeOf(word)} ${shapeOf(after)}`),
    hashText(`e-after:${shapeOf(after)}`),
    hashText(`e-length:${bucket}`),
    hashText(`e-line:${after === undefined || gap.includes('\n')}`),
    hashText(`e-glued:${gap === ''}:${after?.kind ?? '$'}`),
    hashText(`e-same:${shapeOf(words[start])} ${shapeOf(after)}:${Math.min(2, length)}`),
  ];
}

function firstOfLatest(prompt: EncodedPrompt, at: number): number {
  const { words } = prompt.source;
  for (let index = at; index > at - 7 && index > 0; index--) {
    if (words[index - 1]!.start < prompt.source.latestStart) return index;
  }
  return Math.max(0, at - 6);
}

function shapeOf(word: Word | undefined): string {
  if (word === undefined) return '^';
  if (word.kind === 'number') return `n${Math.min(6, word.text.length)}`;
  if (word.kind === 'mark') return word.text;
  if (word.text === word.lower) return 'x';
  return word.text.length > 1 && word.text === word.text.toUpperCase() ? 'XX' : 'Xx';
}

/** The two options under which the weights of a hole are kept: this hole, and all holes in a like place. */
export function holeSeeds(
  valueSeed: number,
  fieldName: string,
  hole: number,
  leftPart: string,
): [number, number] {
  const neighbour = /[\p{L}\p{N}]+[^\p{L}\p{N}]*$/u.exec(leftPart.slice(-40))?.[0] ?? '';
  return [mixHashes(valueSeed, hole + 1), hashText(`${fieldName}|${neighbour.toLowerCase()}`, HOLE)];
}

const HOLE = 71;
