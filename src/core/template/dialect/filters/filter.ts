import type { Budget } from '../limits.ts';
import type { CallArguments } from '../values.ts';

/** What a filter may use besides its arguments. */
export interface FilterCall {
  budget: Budget;
  /** A number in [0, 1), injected so that rendering can be repeated. */
  random: () => number;
  /** Ends the rendering with an error at the filter. */
  fail(message: string): never;
}

export interface Filter {
  /** Names of the arguments in order; each may also be given by name. */
  parameters: readonly string[];
  run(input: unknown, args: unknown[], call: FilterCall): unknown;
}

/** The evaluated arguments in the filter's order; what is not given is undefined. */
export function bindArguments(
  parameters: readonly string[],
  given: CallArguments,
  call: FilterCall,
): unknown[] {
  const args: unknown[] = [...given.positional];
  for (const [name, value] of given.named) {
    const index = parameters.indexOf(name);
    if (index < 0)
      call.fail(`There is no argument called ${name}; there are: ${parameters.join(', ') || 'none'}.`);
    args[index] = value;
  }
  return args;
}
