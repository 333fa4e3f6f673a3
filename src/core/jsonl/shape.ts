/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when the object itself has the key. Data may name keys like `__proto__` or `constructor`. */
export function has(value: Record<string, unknown>, key: string): boolean {
  return Object.hasOwn(value, key);
}

/** The object's own value under a key; undefined when it has none, whatever its prototype says. */
export function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What a JSON value is, in the words that people use of it. */
export function kindOf(
  value: unknown,
): 'null' | 'array' | 'object' | 'string' | 'number' | 'boolean' | 'nothing' {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'object' | 'string' | 'number' | 'boolean';
}
