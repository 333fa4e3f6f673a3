import type { Command } from '../command.ts';
import { EXIT } from '../io.ts';

export const version: Command = {
  name: 'version',
  summary: 'Print the version of Tunewright.',
  usage: '',
  options: [],
  examples: [],
  async run(_given, io) {
    await io.stdout.write(`${io.version}\n`);
    return EXIT.clean;
  },
};
