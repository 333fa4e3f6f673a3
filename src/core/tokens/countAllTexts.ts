import { isObject } from '../jsonl/shape.ts';

/** Tokens of all keys and texts in a value, for what has no rule of its own. However deep it is, it does not throw. */
export function countAllTexts(value: unknown, count: (text: string) => number): number {
  let tokens = 0;
  const pending = [value];
  while (pending.length > 0) {
    const item = pending.pop();
    if (typeof item === 'string') tokens += count(item);
    else if (Array.isArray(item)) for (const one of item) pending.push(one);
    else if (isObject(item)) for (const [key, inside] of Object.entries(item)) pending.push(key, inside);
    else if (item !== undefined) tokens += 1;
  }
  return tokens;
}
