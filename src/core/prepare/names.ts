import type { PreparedPart } from './plan.ts';

/**
 * What a prepared file is called: `NAME_prepared.jsonl`, or `_prepared_train` and `_prepared_valid` for the parts of a
 * split. `attempt` is 0, and counts up while a name is taken: then ` (1)` and so on stands before the ending.
 */
export function preparedName(original: string, part: PreparedPart, attempt: number): string {
  const base = original.replace(/(?<=.)\.[^.]*$/, '');
  return `${base}_prepared${ENDINGS[part]}${attempt > 0 ? ` (${attempt})` : ''}.jsonl`;
}

/** Whether a file is the validation part of a split, as its name tells. */
export function isPreparedValidation(name: string): boolean {
  return /_prepared_valid(?: \(\d+\))?\.jsonl$/.test(name);
}

const ENDINGS: Record<PreparedPart, string> = { all: '', train: '_train', validation: '_valid' };
