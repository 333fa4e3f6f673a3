import { member } from '../member.ts';
import { binary } from '../operators.ts';
import { findTest } from '../tests.ts';
import {
  isDictionary,
  isText,
  isTrue,
  keysOf,
  Members,
  newDictionary,
  numberOf,
  own,
  scalarText,
  toPrimitive,
  toText,
} from '../values.ts';
import type { Filter, FilterCall } from './filter.ts';

/** Filters over lists. What is no list counts as an empty one, a text as the list of its characters. */
export const listFilters: Record<string, Filter> = {
  first: { parameters: [], run: input => member(input, 0) },
  last: { parameters: [], run: input => member(input, -1) },
  length: { parameters: [], run: length },
  list: { parameters: [], run: (input, _, call) => asList(input, call) },
  random: {
    parameters: [],
    run: (input, _, call) => member(input, Math.floor(call.random() * Number(length(input)))),
  },
  join: { parameters: ['separator', 'attribute'], run: join },
  reverse: {
    parameters: [],
    run: (input, _, call) =>
      isText(input) ? scalarText(input).split('').reverse().join('') : items(input, call).reverse(),
  },
  batch: { parameters: ['linecount', 'fill_with'], run: batch },
  slice: { parameters: ['slices', 'fill_with'], run: columns },
  sort: { parameters: ['reverse', 'case_sensitive', 'attribute'], run: sort },
  sum: {
    parameters: ['attribute', 'start'],
    run(input, [attribute, start], call) {
      const list = items(input, call).map(item => (attribute ? member(item, attribute) : item));
      const add = (a: unknown, b: unknown) => binary('+', a, b, call.budget);
      return add(start === undefined ? 0 : start, list.reduce(add, 0));
    },
  },
  dictsort: { parameters: ['case_sensitive', 'by'], run: dictsort },
  groupby: { parameters: ['attribute'], run: groupby },
  select: picker(true, false),
  reject: picker(false, false),
  selectattr: picker(true, true),
  rejectattr: picker(false, true),
};

/** A copy of the list that a filter was given. */
function items(input: unknown, call: FilterCall): unknown[] {
  if (isText(input)) {
    call.budget.items(scalarText(input).length);
    return scalarText(input).split('');
  }
  if (!Array.isArray(input)) return [];
  call.budget.items(input.length);
  return [...input];
}

function length(input: unknown): unknown {
  if (isText(input)) return scalarText(input).length;
  if (Array.isArray(input)) return input.length;
  if (isDictionary(input) || input instanceof Members) return keysOf(input).length;
  return input === null || input === undefined || input === false ? 0 : undefined;
}

function asList(input: unknown, call: FilterCall): unknown {
  if (input === undefined) return undefined;
  if (Array.isArray(input)) return input;
  if (isText(input)) return items(input, call);
  if (!isDictionary(input)) call.fail('Only a list, a text or a dictionary can become a list.');
  const keys = keysOf(input);
  call.budget.items(keys.length);
  return keys.map(key => Object.assign(newDictionary(), { key, value: own(input, key) }));
}

function join(input: unknown, [separator, attribute]: unknown[], call: FilterCall): unknown {
  if (input === undefined || input === null) return undefined;
  const list = items(input, call).map(item =>
    toText(attribute ? member(item, attribute) : item, call.budget),
  );
  const between = isTrue(separator) ? scalarText(separator) : '';
  call.budget.text(list.reduce((sum, text) => sum + text.length + between.length, 0));
  return list.join(between);
}

function batch(input: unknown, [size, fill]: unknown[], call: FilterCall): unknown {
  const list = items(input, call);
  const width = numberOf(size);
  if (isTrue(fill)) call.budget.items(width);
  const rows: unknown[][] = [];
  list.forEach((item, index) => {
    if (index % width === 0 || rows.length === 0) rows.push([]);
    rows.at(-1)!.push(item);
  });
  if (isTrue(fill)) while (rows.length > 0 && rows.at(-1)!.length < width) rows.at(-1)!.push(fill);
  return rows;
}

function columns(input: unknown, [slices, fill]: unknown[], call: FilterCall): unknown {
  const list = items(input, call);
  const count = numberOf(slices);
  call.budget.items(count);
  const size = Math.floor(list.length / count);
  const extra = list.length % count;
  const result: unknown[][] = [];
  for (let index = 0, start = 0; index < count; index++) {
    const end = start + size + (index < extra ? 1 : 0);
    const column = list.slice(start, end);
    if (isTrue(fill) && index >= extra) column.push(fill);
    result.push(column);
    start = end;
  }
  return result;
}

function sort(input: unknown, [reverse, caseSensitive, attribute]: unknown[], call: FilterCall): unknown {
  const key = (item: unknown) => {
    const value = toPrimitive(attribute ? dotted(item, attribute) : item, call.budget);
    return !isTrue(caseSensitive) && typeof value === 'string' ? value.toLowerCase() : value;
  };
  const direction = isTrue(reverse) ? -1 : 1;
  const keyed = items(input, call).map(item => ({ item, key: key(item) as never }));
  call.budget.spend(keyed.length);
  keyed.sort((a, b) => (a.key < b.key ? -direction : a.key > b.key ? direction : 0));
  return keyed.map(each => each.item);
}

function dictsort(input: unknown, [caseSensitive, by]: unknown[], call: FilterCall): unknown {
  if (input === undefined) return undefined;
  if (!isDictionary(input)) call.fail('dictsort needs a dictionary.');
  if (by !== undefined && by !== 'key' && by !== 'value') call.fail('dictsort sorts by key or by value.');
  const keys = keysOf(input);
  call.budget.items(keys.length);
  const rank = (entry: unknown[]) => {
    const value = toPrimitive(entry[by === 'value' ? 1 : 0], call.budget);
    return (!isTrue(caseSensitive) && typeof value === 'string' ? value.toUpperCase() : value) as never;
  };
  const ranked = keys.map(key => [key, own(input, key)]).map(entry => ({ entry, rank: rank(entry) }));
  ranked.sort((a, b) => (a.rank > b.rank ? 1 : a.rank === b.rank ? 0 : -1));
  return ranked.map(each => each.entry);
}

function groupby(input: unknown, [attribute]: unknown[], call: FilterCall): unknown {
  const groups = newDictionary();
  for (const item of items(input, call)) {
    const key = String(toPrimitive(dotted(item, attribute), call.budget));
    const group = groups[key] as unknown[] | undefined;
    if (group) group.push(item);
    else groups[key] = [item];
  }
  return groups;
}

/** `select`, `reject` and their `...attr` forms, which look at one attribute of each item. */
function picker(expected: boolean, byAttribute: boolean): Filter {
  return {
    parameters: byAttribute ? ['attribute', 'test', 'value'] : ['test', 'value'],
    run(input, args, call) {
      const [testName, ...rest] = byAttribute ? args.slice(1) : args;
      const name = testName === undefined ? 'truthy' : scalarText(testName);
      const test = findTest(name) ?? call.fail(`There is no test called ${name}.`);
      const subject = (item: unknown) => (byAttribute ? member(item, args[0]) : item);
      return items(input, call).filter(item => (test.run(subject(item), rest) === true) === expected);
    },
  };
}

/** The attribute at a path such as `date.year`. */
function dotted(item: unknown, path: unknown): unknown {
  if (!isText(path)) return path === undefined ? item : member(item, path);
  return scalarText(path)
    .split('.')
    .reduce((value: unknown, part) => member(value, part), item);
}
