import type { Budget } from './limits.ts';
import { RenderedText } from './output.ts';

/** Arguments of a call, evaluated. */
export interface CallArguments {
  positional: unknown[];
  named: Map<string, unknown>;
}

/** The only thing that a template can call: made by us, never taken from the data. */
export class TemplateFunction {
  readonly name: string;
  readonly call: (args: CallArguments) => unknown;

  constructor(name: string, call: (args: CallArguments) => unknown) {
    this.name = name;
    this.call = call;
  }
}

/** An object of ours with named members: a namespace, an imported template, `loop`, a cycler. */
export class Members {
  readonly values: Map<string, unknown>;
  /** Whether `{% set object.name = value %}` is allowed: only for namespaces. */
  readonly writable: boolean;

  constructor(values: Iterable<[string, unknown]>, writable = false) {
    this.values = new Map(values);
    this.writable = writable;
  }
}

/** A dictionary as templates know it: plain, its own keys only. */
export type Dictionary = { [key: string]: unknown };

/** A new dictionary that inherits nothing, so that a key such as `__proto__` is a key like others. */
export function newDictionary(): Dictionary {
  return Object.create(null) as Dictionary;
}

export function isText(value: unknown): value is string | RenderedText {
  return typeof value === 'string' || value instanceof RenderedText;
}

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isOurs(value);
}

function isOurs(value: object): boolean {
  return value instanceof RenderedText || value instanceof TemplateFunction || value instanceof Members;
}

/**
 * The object's own plain property. Getters are not run, inherited properties and functions do not exist:
 * nothing that a template can name leads out of the data.
 */
export function own(object: object, key: string): unknown {
  const value = Object.getOwnPropertyDescriptor(object, key)?.value;
  return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
}

/** The dictionary's own keys in their order. */
export function keysOf(value: Dictionary | Members): string[] {
  return value instanceof Members ? [...value.values.keys()] : Object.keys(value);
}

/** What JavaScript's operators see of a value: a primitive. Never runs a method of the data. */
export function toPrimitive(value: unknown, budget: Budget): string | number | boolean | null | undefined {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return toText(value, budget);
}

/**
 * The value as it is printed. Asks the budget, since a small list that holds one list many times over,
 * which holds another, makes a text without end.
 */
export function toText(value: unknown, budget: Budget, depth = 0): string {
  if (!Array.isArray(value))
    return isDictionary(value) || value instanceof Members ? '[object Object]' : scalarText(value);
  budget.spend(1 + value.length);
  // A list can be this deep only if the data is, or contains itself.
  if (depth > 50) return '';
  const parts = value.map(item => toText(item, budget, depth + 1));
  budget.text(parts.reduce((sum, part) => sum + part.length + 1, 0));
  return parts.join(',');
}

/** The text of a text, number or boolean; empty for all else. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof RenderedText) return value.text;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : '';
}

/** The number that a text, number or boolean is; NaN for all else but null, which is 0. */
export function numberOf(value: unknown): number {
  if (
    value === undefined ||
    (typeof value === 'object' && !(value instanceof RenderedText) && value !== null)
  ) {
    return Number.NaN;
  }
  return value === null ? 0 : Number(typeof value === 'boolean' ? value : scalarText(value));
}

/** JavaScript's truth, as in nunjucks: an empty list is true, and so is what a macro gives. */
export function isTrue(value: unknown): boolean {
  return value instanceof RenderedText && !value.safe ? value.text !== '' : Boolean(value);
}

/** Whether the text counts as already escaped. */
export function isSafe(value: unknown): value is RenderedText {
  return value instanceof RenderedText && value.safe;
}
