import type { FilterCall } from './filters/filter.ts';
import { findFilter } from './filters/registry.ts';
import { isDictionary, isText, keysOf, Members, own, scalarText } from './values.ts';

type Method = (target: never, args: unknown[], call: FilterCall) => unknown;

const textMethods: Record<string, (text: string, args: string[], call: FilterCall) => unknown> = {
  upper: text => text.toUpperCase(),
  toUpperCase: text => text.toUpperCase(),
  lower: text => text.toLowerCase(),
  toLowerCase: text => text.toLowerCase(),
  strip: text => text.trim(),
  trim: text => text.trim(),
  lstrip: text => text.trimStart(),
  rstrip: text => text.trimEnd(),
  startswith: (text, [start = '']) => text.startsWith(start),
  startsWith: (text, [start = '']) => text.startsWith(start),
  endswith: (text, [end = '']) => text.endsWith(end),
  endsWith: (text, [end = '']) => text.endsWith(end),
  includes: (text, [part = '']) => text.includes(part),
  split(text, [separator], call) {
    call.budget.items(text.length);
    return separator === undefined ? text.trim().split(/\s+/) : text.split(separator);
  },
};

const dictionaryMethods: Record<string, Method> = {
  items: (target: object) => keysOf(target as never).map(key => [key, entryOf(target, key)]),
  keys: (target: object) => keysOf(target as never),
  values: (target: object) => keysOf(target as never).map(key => entryOf(target, key)),
  get: (target: object, [key, otherwise]) => entryOf(target, scalarText(key)) ?? otherwise ?? null,
};

const listMethods: Record<string, Method> = {
  join: (target, args, call) => findFilter('join')!.run(target, args.length > 0 ? args : [','], call),
  includes: (target: unknown[], [item]) => target.includes(item),
};

/**
 * The few methods of texts, dictionaries and lists that may be called, by their names in Python and JavaScript.
 * They are a part of the call's syntax: there is no value behind `'a'.upper` that could be kept or passed on.
 */
export function findMethod(
  target: unknown,
  name: string,
): ((args: unknown[], call: FilterCall) => unknown) | undefined {
  if (isText(target)) {
    const method = entry(textMethods, name);
    return (
      method &&
      ((args, call) =>
        method(
          scalarText(target),
          args.map(arg => scalarText(arg)),
          call,
        ))
    );
  }
  const methods = Array.isArray(target)
    ? listMethods
    : isDictionary(target) || target instanceof Members
      ? dictionaryMethods
      : undefined;
  const method = methods && entry(methods, name);
  return method && ((args, call) => method(target as never, args, call));
}

function entry<T>(table: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function entryOf(target: object, key: string): unknown {
  return target instanceof Members ? target.values.get(key) : own(target, key);
}
