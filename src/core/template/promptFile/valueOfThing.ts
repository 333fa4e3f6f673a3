import { valueAtPath } from '../valueAtPath.ts';
import type { NamedThing } from './navigation.ts';
import type { ResolvedValues, ValueOrigin } from './values.ts';

/** What a hover tells of a thing. */
export interface ThingValue {
  /** Undefined when there is no value. */
  value: unknown;
  /** Absent when there is no value. */
  origin?: ValueOrigin;
}

/** The value of an input and where it comes from. What the template itself defines has no value before it is rendered. */
export function valueOfThing(
  { kind, name, path }: NamedThing,
  { values, origins }: ResolvedValues,
): ThingValue {
  if (kind !== 'input') return { value: undefined };
  const value = valueAtPath(values, path);
  const origin = Object.hasOwn(origins, name) ? origins[name] : undefined;
  return { value, ...(value !== undefined && origin && { origin }) };
}
