import { strictlyEqual } from './operators.ts';
import {
  isDictionary,
  isSafe,
  isText,
  isTrue,
  Members,
  numberOf,
  scalarText,
  TemplateFunction,
} from './values.ts';

/** What stands behind `is`: `{{ value is divisibleby(3) }}`. */
export interface Test {
  run(value: unknown, args: unknown[]): boolean;
}

type Comparison = (a: never, b: never) => boolean;

/** Compares two texts as texts and all else as numbers. */
const comparing = (compare: Comparison) => (value: unknown, args: unknown[]) => {
  const areTexts = isText(value) && isText(args[0]);
  const key = (side: unknown) => (areTexts ? scalarText(side) : numberOf(side)) as never;
  return compare(key(value), key(args[0]));
};

const TESTS = new Map<string, Test['run']>(
  Object.entries({
    boolean: value => typeof value === 'boolean',
    callable: value => value instanceof TemplateFunction,
    defined: value => value !== undefined,
    divisibleby: (value, args) => numberOf(value) % numberOf(args[0]) === 0,
    equalto: (value, args) => strictlyEqual(value, args[0]),
    escaped: isSafe,
    even: value => numberOf(value) % 2 === 0,
    false: value => value === false,
    falsy: value => !isTrue(value),
    float: value => typeof value === 'number' && !Number.isInteger(value),
    ge: comparing((a, b) => a >= b),
    greaterthan: comparing((a, b) => a > b),
    integer: value => Number.isInteger(value),
    iterable: value => isText(value) || Array.isArray(value),
    le: comparing((a, b) => a <= b),
    lessthan: comparing((a, b) => a < b),
    lower: value => scalarText(value).toLowerCase() === scalarText(value),
    mapping: value => isDictionary(value) || value instanceof Members,
    ne: (value, args) => !strictlyEqual(value, args[0]),
    none: value => value === null,
    number: value => typeof value === 'number',
    odd: value => numberOf(value) % 2 === 1,
    sequence: value => isText(value) || Array.isArray(value),
    string: value => isText(value) && !isSafe(value),
    true: value => value === true,
    truthy: isTrue,
    undefined: value => value === undefined,
    upper: value => scalarText(value).toUpperCase() === scalarText(value),
  } satisfies Record<string, Test['run']>),
);

const ALIASES: Record<string, string> = {
  eq: 'equalto',
  sameas: 'equalto',
  gt: 'greaterthan',
  lt: 'lessthan',
  null: 'none',
};

for (const [alias, name] of Object.entries(ALIASES)) TESTS.set(alias, TESTS.get(name)!);

/** The test of that name; undefined when there is none. */
export function findTest(name: string): Test | undefined {
  const run = TESTS.get(name);
  return run && { run };
}

export function testNames(): string[] {
  return [...TESTS.keys()].sort();
}
