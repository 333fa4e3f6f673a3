import { hashText } from './hash.ts';

/** A text as its sentences; joined they are the text, each with the white space that follows it. */
export function sentencesOf(text: string): string[] {
  return text.split(SENTENCE_START).filter(sentence => sentence !== '');
}

/** Looks ahead first: a long run of white space is then looked at once and not from each of its places. */
const SENTENCE_START = /(?=\S)(?<=[.!?]["'”’)]*\s+|[。！？]|\n\s*)/u;

/** The first and the last sentence of a text with three or more sentences, or one of them with two. */
export interface FramedText {
  opening: string;
  body: string;
  closing: string;
}

/**
 * Splits off a first and a last sentence that many answers share ("Thank you for writing. ...", "... Have a good
 * day!"), so that such a frame can stand around a body it was never seen with.
 */
export function framedText(
  text: string,
  openings: ReadonlySet<string>,
  closings: ReadonlySet<string>,
): FramedText {
  const sentences = sentencesOf(text);
  let opening = '';
  let closing = '';
  if (sentences.length > 1 && openings.has(sentences[0]!)) opening = sentences.shift()!;
  if (sentences.length > 1 && closings.has(sentences.at(-1)!)) closing = sentences.pop()!;
  return { opening, body: sentences.join(''), closing };
}

/** A sentence is a frame when at least this many answers have it, with different texts beside it. */
const MIN_FRAMED_ANSWERS = 4;
const MIN_FRAMED_SHARE = 0.08;

/** Finds the shared first and last sentences of some answers. */
export class FrameFinder {
  #openings = new Map<string, Set<number>>();
  #closings = new Map<string, Set<number>>();
  #answers = 0;

  add(text: string): void {
    this.#answers += 1;
    const sentences = sentencesOf(text);
    if (sentences.length < 2) return;
    noteRest(this.#openings, sentences[0]!, sentences.slice(1));
    noteRest(this.#closings, sentences.at(-1)!, sentences.slice(0, -1));
  }

  openings(): string[] {
    return shared(this.#openings, this.#answers);
  }

  closings(): string[] {
    return shared(this.#closings, this.#answers);
  }
}

function noteRest(frames: Map<string, Set<number>>, frame: string, rest: string[]): void {
  const rests = frames.get(frame) ?? new Set<number>();
  frames.set(frame, rests.add(hashText(rest.join(''))));
}

function shared(frames: Map<string, Set<number>>, answers: number): string[] {
  const needed = Math.max(MIN_FRAMED_ANSWERS, MIN_FRAMED_SHARE * answers);
  return [...frames].filter(([, rests]) => rests.size >= needed).map(([frame]) => frame);
}
