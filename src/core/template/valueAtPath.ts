import { member } from './dialect/member.ts';
import { own } from './dialect/values.ts';

/** The value that a path such as `user.tags[0]` means, read as templates read it; undefined when there is none. */
export function valueAtPath(values: Readonly<Record<string, unknown>>, path: string): unknown {
  const steps = [...path.matchAll(/([^.[\]\s'"]+)|\[\s*(?:'([^']*)'|"([^"]*)")\s*\]/g)];
  const [first, ...rest] = steps.map(([, name, single, double]) => name ?? single ?? double ?? '');
  if (first === undefined) return undefined;
  return rest.reduce((value: unknown, step) => member(value, step), own(values, first));
}
