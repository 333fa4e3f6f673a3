import { wordsOf } from '../../text/words.ts';
import { type CopiedRun, type CopyForm, copiedRuns } from './copying.ts';
import type { CopySource, WordSpan } from './copySource.ts';

/**
 * A value with holes that are filled from the prompt. `parts` is one longer than `forms`; a value without holes is
 * one part.
 */
export interface ValueTemplate {
  parts: string[];
  /** How the text of each hole is written. */
  forms: CopyForm[];
}

/** One way to read a value: a template, and for each hole the places of the prompt that give exactly this value. */
export interface Reading {
  template: ValueTemplate;
  holes: WordSpan[][];
}

/** The same text for equal templates and no other. */
export function templateKey(template: ValueTemplate): string {
  return template.forms.length === 0 ? template.parts[0]! : JSON.stringify([template.parts, template.forms]);
}

/** Holes beyond these stay words: a text copied here and there is quoted, not filled in. */
const MAX_HOLES = 6;

/**
 * The ways to read a value, the most literal one first: as it stands; with copied names, numbers and long runs as
 * holes; with every copied content word as a hole. Which one is right shows only when many examples are counted.
 * @param isCommon whether a word, in lower case, stands in so many prompts that copying it decides nothing.
 */
export function readingsOf(
  value: string,
  source: CopySource,
  isCommon: (word: string) => boolean,
): Reading[] {
  const readings: Reading[] = [{ template: { parts: [value], forms: [] }, holes: [] }];
  if (value === '' || source.words.length === 0) return readings;
  const runs = copiedRuns(value, source).filter(run => hasUncommonWord(value, run, isCommon));
  const entities = runs.filter(run => isEntity(value, run));
  const content = runs.filter(run => isEntity(value, run) || isContent(value, run));
  if (entities.length > 0 && entities.length <= MAX_HOLES) readings.push(withHoles(value, entities));
  if (content.length > entities.length && content.length <= MAX_HOLES)
    readings.push(withHoles(value, content));
  return readings;
}

function withHoles(value: string, runs: readonly CopiedRun[]): Reading {
  const parts: string[] = [];
  let end = 0;
  for (const run of runs) {
    parts.push(value.slice(end, run.start));
    end = run.end;
  }
  parts.push(value.slice(end));
  return { template: { parts, forms: runs.map(run => run.form) }, holes: runs.map(run => run.spans) };
}

/** A name, a number, a quotation, a long run, or all of the value: these are rarely in an answer by chance. */
function isEntity(value: string, run: CopiedRun): boolean {
  const text = value.slice(run.start, run.end);
  if (run.start === 0 && run.end === value.length) return true;
  if (/\p{N}/u.test(text) || text.split(/\s+/).length >= 4) return true;
  if (/["'“‘`]$/.test(value.slice(0, run.start)) && /^["'”’`]/.test(value.slice(run.end))) return true;
  const startsSentence =
    run.start === 0 || /[.!?:\n]\s*$/.test(value.slice(Math.max(0, run.start - 8), run.start));
  return /\s\p{Lu}/u.test(text) || (/^\p{Lu}/u.test(text) && !startsSentence && text.length > 1);
}

function hasUncommonWord(value: string, run: CopiedRun, isCommon: (word: string) => boolean): boolean {
  return wordsOf(value.slice(run.start, run.end)).some(word => word.kind !== 'mark' && !isCommon(word.lower));
}

function isContent(value: string, run: CopiedRun): boolean {
  return /[\p{L}]{4,}|[^\x00-\x7f]/u.test(value.slice(run.start, run.end));
}
