import { kindOf } from '../jsonl/shape.ts';

/** The JSON that a string holds, on one line, when it is of the wanted kind; undefined when it is not. */
export function encodedJson(value: unknown, kind: 'array' | 'object'): string | undefined {
  if (typeof value !== 'string' || !(kind === 'array' ? /^\s*\[/ : /^\s*\{/).test(value)) return undefined;
  try {
    if (kindOf(JSON.parse(value)) !== kind) return undefined;
  } catch {
    return undefined;
  }
  // Line breaks can only stand between the tokens of valid JSON, where a space does as well.
  return value.trim().replace(/[\r\n]+[ \t]*/g, ' ');
}
