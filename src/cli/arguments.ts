import { parseArgs } from 'node:util';
import { suggest } from '../core/util/suggest.ts';
import { Problem } from '../core/util/problem.ts';
import type { OptionSpec } from './command.ts';

/** What the user wrote after the name of a command. */
export interface Arguments {
  /** Values by option; true for a switch. Of a repeated option the last. */
  options: ReadonlyMap<string, string | true>;
  /** All values of the options that may be given more than once, in order. */
  lists: ReadonlyMap<string, readonly string[]>;
  /** What is no option, in order. */
  words: readonly string[];
}

/** Every command has it. */
export const HELP_OPTION: OptionSpec = { name: 'help', short: 'h', description: 'Show this help.' };

/** Reads arguments by the options of a command. Throws a `Problem` that names the nearest option for an unknown one. */
export function readArguments(args: readonly string[], specs: readonly OptionSpec[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      specs.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
      ]),
    ),
  });
  const options = new Map<string, string | true>();
  const lists = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = specs.find(one => one.name === token.name);
    if (!spec) throw unknownOption(token.rawName, specs);
    const value = checkedValue(spec, token);
    options.set(spec.name, value);
    if (spec.repeatable && value !== true) lists.set(spec.name, [...(lists.get(spec.name) ?? []), value]);
  }
  return { options, lists, words };
}

/** The value of an option that takes one; undefined when it was not given. */
export function textOption(given: Arguments, name: string): string | undefined {
  const value = given.options.get(name);
  return value === true ? undefined : value;
}

/** Every value of an option that may be given more than once, in order. */
export function listOption(given: Arguments, name: string): readonly string[] {
  return given.lists.get(name) ?? [];
}

/** The whole number that an option gives. Throws a `Problem` for anything else. */
export function wholeNumberOption(given: Arguments, name: string): number | undefined {
  const text = textOption(given, name);
  if (text === undefined) return undefined;
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw usageProblem(`--${name} must be a whole number, not "${text}".`, `Write for example --${name} 42.`);
}

/** A mistake in the command line. */
export function usageProblem(message: string, remedy: string): Problem {
  return new Problem({ code: 'rejected', message, remedy });
}

function checkedValue(
  spec: OptionSpec,
  token: { value?: string | undefined; inlineValue?: boolean | undefined },
): string | true {
  const { name, value: placeholder, choices } = spec;
  if (placeholder === undefined) {
    if (token.value !== undefined) throw usageProblem(`--${name} takes no value.`, `Write --${name} alone.`);
    return true;
  }
  const { value } = token;
  const looksLikeOption = value?.startsWith('-') && value.length > 1 && token.inlineValue !== true;
  if (value === undefined || value === '' || looksLikeOption) {
    throw usageProblem(`--${name} needs a value.`, `Write --${name} ${placeholder}.`);
  }
  if (choices && !choices.includes(value)) {
    throw usageProblem(`--${name} cannot be "${value}".`, suggest(value, choices));
  }
  return value;
}

function unknownOption(written: string, specs: readonly OptionSpec[]): Problem {
  const names = specs.map(spec => `--${spec.name}`);
  return usageProblem(`There is no option ${written}.`, suggest(written, names));
}
