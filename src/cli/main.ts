import { type ProblemData, toProblemData } from '../core/util/problem.ts';
import { HELP_OPTION, readArguments } from './arguments.ts';
import { findCommand } from './findCommand.ts';
import { commandHelp } from './helpText.ts';
import { ClosedOutput, EXIT, type Io } from './io.ts';
import { tell } from './tell.ts';

/** Runs a command line to its end and returns the exit code. It never throws. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    return await run(args, io);
  } catch (error) {
    if (error instanceof ClosedOutput) return EXIT.closedOutput;
    const problem = toProblemData(error);
    await tell(io, problem).catch(() => {});
    return exitCodeOf(problem);
  }
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  const name = first === undefined ? 'help' : (ALIASES.get(first) ?? first);
  const command = await findCommand(name);
  const given = readArguments(rest, [...command.options, HELP_OPTION]);
  if (given.options.has(HELP_OPTION.name)) {
    await io.stdout.write(commandHelp(command));
    return EXIT.clean;
  }
  return command.run(given, io);
}

/** Options that people try before they know the commands. */
const ALIASES = new Map([
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-v', 'version'],
]);

function exitCodeOf({ code }: ProblemData): number {
  return code === 'cancelled' ? EXIT.cancelled : EXIT.failed;
}
