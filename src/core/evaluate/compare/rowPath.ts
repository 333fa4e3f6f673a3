import { own } from '../../jsonl/shape.ts';

/** The value at a column's name or at a path such as `messages[-1].content`; undefined when there is none. */
export function valueInRow(row: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path];
  let value: unknown = row;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(-?\d+)\]/g)) {
    if (Array.isArray(value)) value = value.at(Number(index ?? name));
    else if (typeof value === 'object' && value !== null)
      value = own(value as Record<string, unknown>, name ?? index!);
    else return undefined;
  }
  return value === row ? undefined : value;
}
