import { kindOf } from '../jsonl/shape.ts';

/** What a JSON value is, as a message says it. */
export function kindInWords(value: unknown): string {
  return WORDS[kindOf(value)];
}

/** A JSON type, as a message says it. */
export const WORDS: Readonly<Record<ReturnType<typeof kindOf>, string>> = {
  null: 'null',
  array: 'an array',
  object: 'an object',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  nothing: 'nothing',
};
