import { TemplateFault } from './errors.ts';
import type { Budget } from './limits.ts';
import {
  type CallArguments,
  isDictionary,
  isTrue,
  keysOf,
  Members,
  numberOf,
  own,
  TemplateFunction,
} from './values.ts';

/** The functions that every template has. */
export const FUNCTION_NAMES: readonly string[] = ['cycler', 'joiner', 'namespace', 'range'];

/** Names that templates from the Python world use for constants. They count only where no variable has the name. */
export const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/** The fixed functions, made for one rendering. */
export function builtinFunctions(budget: Budget): Map<string, unknown> {
  const functions: Record<string, (args: CallArguments) => unknown> = {
    range: ({ positional }) => range(positional, budget),
    cycler: ({ positional }) => cycler(positional),
    joiner: ({ positional: [separator] }) => joiner(isTrue(separator) ? separator : ','),
    namespace: args => namespace(args, budget),
  };
  return new Map(Object.entries(functions).map(([name, call]) => [name, new TemplateFunction(name, call)]));
}

/** `loop.cycle` and `cycler().next`: the next of the given values, from the first again after the last. */
export function cycle(values: readonly unknown[], index: number): unknown {
  return values.length === 0 ? undefined : values[index % values.length];
}

function range(args: readonly unknown[], budget: Budget): number[] {
  const numbers = args.map(numberOf);
  const [start, stop] = args[1] === undefined ? [0, numbers[0] ?? 0] : [numbers[0]!, numbers[1]!];
  const step = (args[1] === undefined ? 1 : numbers[2]) || 1;
  const count = Math.ceil((stop - start) / step);
  if (!(count > 0)) return [];
  budget.items(count);
  const list: number[] = [];
  for (let value = start; step > 0 ? value < stop : value > stop; value += step) list.push(value);
  return list;
}

function cycler(values: readonly unknown[]): Members {
  let index = -1;
  const members = new Members([['current', null]]);
  const next = () => {
    members.values.set('current', cycle(values, ++index));
    return members.values.get('current');
  };
  const reset = () => {
    index = -1;
    members.values.set('current', null);
    return undefined;
  };
  members.values.set('next', new TemplateFunction('next', next));
  members.values.set('reset', new TemplateFunction('reset', reset));
  return members;
}

function joiner(separator: unknown): TemplateFunction {
  let first = true;
  return new TemplateFunction('joiner', () => {
    const result = first ? '' : separator;
    first = false;
    return result;
  });
}

function namespace({ positional, named }: CallArguments, budget: Budget): Members {
  const [initial] = positional;
  if (initial !== undefined && !isDictionary(initial)) {
    throw new TemplateFault(
      'wrong-type',
      'A namespace starts from a dictionary or from named values.',
      budget.at,
    );
  }
  const entries = initial ? keysOf(initial).map((key): [string, unknown] => [key, own(initial, key)]) : [];
  return new Members([...entries, ...named], true);
}
