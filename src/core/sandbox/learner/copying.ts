import { type Word, wordsOf } from '../../text/words.ts';
import type { CopySource, WordSpan } from './copySource.ts';

/** How a copied span is written in the answer: as it stands, or in another case. */
export type CopyForm = 'same' | 'lower' | 'upper' | 'capital';

/** A run of words of the answer that also stands in the prompt. Offsets in the answer, UTF-16, end excluded. */
export interface CopiedRun {
  start: number;
  end: number;
  form: CopyForm;
  /** Where it stands in the source: first and last word, both included. Never empty. */
  spans: WordSpan[];
}

/** A word that stands in more places than these starts no run: it is glue. */
const MAX_PLACES = 24;

/** Longest run that is copied, in words. */
export const MAX_COPIED_WORDS = 32;

/** The text of a span of the source, in the given form. */
export function copiedText(source: CopySource, span: WordSpan, form: CopyForm): string {
  const text = source.text.slice(source.words[span.first]!.start, source.words[span.last]!.end);
  return FORMS[form](text);
}

/** Finds the runs of an answer that could have been copied, longest first from the left, without overlap. */
export function copiedRuns(answer: string, source: CopySource): CopiedRun[] {
  const words = wordsOf(answer);
  const runs: CopiedRun[] = [];
  for (let at = 0; at < words.length; ) {
    const run = longestRun(answer, words, at, source);
    if (run === undefined) at += 1;
    else {
      runs.push(run.copied);
      at += run.length;
    }
  }
  return runs;
}

const FORMS: Record<CopyForm, (text: string) => string> = {
  same: text => text,
  lower: text => text.toLowerCase(),
  upper: text => text.toUpperCase(),
  capital: text => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
};

function longestRun(
  answer: string,
  words: Word[],
  at: number,
  source: CopySource,
): { copied: CopiedRun; length: number } | undefined {
  const first = words[at]!;
  const places = first.kind === 'mark' ? undefined : source.placesOf(first.lower);
  if (places === undefined || places.length > MAX_PLACES) return undefined;
  let longest = 0;
  const lengths = places.map(place => {
    const length = commonLength(answer, words, at, source, place);
    longest = Math.max(longest, length);
    return length;
  });
  // A run that ends in a mark ("Paris.") is cut back to its last word: the mark belongs to the sentence around it.
  while (longest > 1 && words[at + longest - 1]!.kind === 'mark') longest -= 1;
  const text = answer.slice(first.start, words[at + longest - 1]!.end);
  const spans = places
    .filter((_, index) => lengths[index]! >= longest)
    .map(place => ({ first: place, last: place + longest - 1 }));
  for (const form of ['same', 'lower', 'upper', 'capital'] as const) {
    const exact = spans.filter(span => copiedText(source, span, form) === text);
    if (exact.length === 0) continue;
    return {
      copied: { start: first.start, end: first.start + text.length, form, spans: exact },
      length: longest,
    };
  }
  return undefined;
}

/** Words in common from two places on, with the same white space between them. */
function commonLength(answer: string, words: Word[], at: number, source: CopySource, place: number): number {
  let length = 1;
  while (length < MAX_COPIED_WORDS) {
    const left = words[at + length];
    const right = source.words[place + length];
    if (left === undefined || right === undefined || left.lower !== right.lower) break;
    const gap = left.start - words[at + length - 1]!.end;
    if (gap !== right.start - source.words[place + length - 1]!.end) break;
    if (gap > 0 && answer[left.start - 1] !== source.text[right.start - 1]) break;
    length += 1;
  }
  return length;
}
