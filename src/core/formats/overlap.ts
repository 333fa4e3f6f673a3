import { has } from '../jsonl/shape.ts';
import type { FormatId } from './format.ts';
import { FORMATS, formatTitle } from './registry.ts';

/** A format that an example has too, by all of its required keys. */
export interface Overlap {
  title: string;
  /** Its required keys that the example's own format does not have. */
  keys: readonly string[];
}

/** Another format whose required keys an example has beside those of its own; undefined when it is of one format only. */
export function overlapOf(value: Readonly<Record<string, unknown>>, format: FormatId): Overlap | undefined {
  const own = FORMATS.find(one => one.id === format);
  if (!own || own.keys.othersAllowed || !own.keys.required.every(key => has(value, key))) return undefined;
  const known = [...own.keys.required, ...own.keys.optional];
  for (const [id, required] of DISTINCT) {
    const keys = required.filter(key => !known.includes(key));
    if (id !== format && keys.length > 0 && required.every(key => has(value, key))) {
      return { title: formatTitle(id), keys };
    }
  }
  return undefined;
}

/** What Together tells its formats apart by: an example must match exactly one of them. */
const DISTINCT: readonly (readonly [FormatId, readonly string[]])[] = [
  ['text', ['text']],
  ['openai-sft', ['messages']],
  ['prompt-completion', ['prompt', 'completion']],
  ['openai-dpo', ['input', 'preferred_output', 'non_preferred_output']],
];
