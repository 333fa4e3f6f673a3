import type { Command } from '../command.ts';
import { COMMANDS } from '../commands.ts';
import { commandHelp, overview } from '../helpText.ts';
import { EXIT } from '../io.ts';
import { findCommand } from '../findCommand.ts';

export const help: Command = {
  name: 'help',
  summary: 'Explain a command.',
  usage: '[COMMAND]',
  options: [],
  examples: [{ line: 'tunewright help lint', does: 'says what lint does and shows all its options' }],
  async run({ words: [name] }, io) {
    const text = name
      ? commandHelp(await findCommand(name))
      : overview(await Promise.all(Object.values(COMMANDS).map(load => load())));
    await io.stdout.write(text);
    return EXIT.clean;
  },
};
