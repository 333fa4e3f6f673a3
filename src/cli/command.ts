import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/** An option of a command. */
export interface OptionSpec {
  /** Without the dashes. */
  name: string;
  /** One letter; absent when there is no short form. */
  short?: string;
  /** What the value is called in the help; absent for a switch. */
  value?: string;
  description: string;
  /** The values that are possible; absent when any is. */
  choices?: readonly string[];
  /** True when each value counts that is given; absent when only the last does. */
  repeatable?: true;
}

/** A word after `tunewright`. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What may follow the name, as in `FILE [--out DIR]`. */
  usage: string;
  /** What else a reader of the help should know. */
  details?: string;
  options: readonly OptionSpec[];
  examples: readonly { line: string; does: string }[];
  /** Returns the exit code. What goes wrong is thrown as a `Problem`. */
  run(given: Arguments, io: Io): Promise<number>;
}
