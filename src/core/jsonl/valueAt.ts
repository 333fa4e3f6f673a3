import type { Path } from './node.ts';
import { isObject, own } from './shape.ts';

/** The value at a path; undefined when there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = isObject(value) ? own(value, step) : undefined;
  }
  return value;
}
