import type { ColumnFacts } from './columns.ts';
import { isLonger } from './letters.ts';
import { shown } from './remedy.ts';

/** Endings that occur inside the texts too. */
export interface RepeatedEndings {
  prompts: boolean;
  completions: boolean;
}

/** What the legacy tool says of a file and has no remedy for. */
export function completionNotes(facts: ColumnFacts, repeated: RepeatedEndings): string[] {
  const { pairs, task, prompt, completion, separator, ending } = facts;
  if (pairs === 0) return [];
  const notes: string[] = [];
  if (pairs < FEW) {
    notes.push(
      `${pairs} ${pairs === 1 ? 'pair is' : 'pairs are'} few: a few hundred are a good start, and each doubling helps about as much as the one before.`,
    );
  }
  if (task === 'classification') {
    notes.push(
      'The completions repeat, as in a classification: hold examples back to measure how often the model is right.',
    );
  }
  if (task !== 'open-ended') {
    if (prompt.allEqual)
      notes.push('All prompts are the same. Leave them empty if the model shall write freely.');
    else notes.push(...endingNotes('prompts', prompt.suffix, separator, repeated.prompts));
  }
  if (completion.allEqual) {
    notes.push(
      `All completions are the same: the model would only learn to repeat ${shown(completion.suffix)}.`,
    );
  } else if (task === 'generation') {
    notes.push(...endingNotes('completions', completion.suffix, ending, repeated.completions));
  }
  return notes;
}

const FEW = 100;

/** Longer endings waste tokens. */
const LONG_ENDING = 10;

function endingNotes(what: string, suffix: string, better: string, repeated: boolean): string[] {
  if (suffix === '') return [];
  const notes = [`All ${what} end with ${shown(suffix)}.`];
  if (isLonger(suffix, LONG_ENDING)) notes.push(`That is long; ${shown(better)} would do.`);
  if (repeated) notes.push(`Some ${what} contain it inside too, which confuses the model.`);
  return [notes.join(' ')];
}
