/**
 * Reads what servers answer. A missing or odd field is `undefined`, never an exception: real answers deviate from
 * their own descriptions, and an answer that lacks a name is still an answer.
 */
export type JsonObject = Record<string, unknown>;

export function object(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The items that are objects; an absent or odd list is empty. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(item => object(item) !== undefined) : [];
}

/** A non-empty string. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number, or a string that is one (int64 fields travel as strings). */
export function number(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string' && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value)) return Number(value);
  return undefined;
}

/** Milliseconds since 1970, out of Unix seconds (a number) or an ISO date (a string). */
export function time(value: unknown): number | undefined {
  if (typeof value === 'number' && value > 0) return value * 1000;
  if (typeof value !== 'string') return undefined;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** A copy without the keys whose value is undefined, so that a request never carries a field that nobody set. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
