import { suggest } from '../core/util/suggest.ts';
import { usageProblem } from './arguments.ts';
import type { Command } from './command.ts';
import { COMMANDS, commandNames } from './commands.ts';

/** The command of a name. Throws a `Problem` that names the nearest one when there is none. */
export async function findCommand(name: string): Promise<Command> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load) return load();
  throw usageProblem(`There is no command "${name}".`, suggest(name, commandNames()));
}
