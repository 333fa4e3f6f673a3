import type { OptionSpec } from '../command.ts';

/** Options of every command that renders a prompt. */
export const PROMPT_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'input',
    short: 'i',
    value: 'NAME=VALUE',
    description:
      'A value; may be given again for others. Numbers, lists and objects where the prompt declares them.',
    repeatable: true,
  },
  {
    name: 'inputs',
    value: 'FILE[#SET]',
    description:
      'Values from a JSON file, or a set in it; #SET alone means the NAME.inputs.json beside FILE.',
  },
  {
    name: 'root',
    value: 'DIR',
    description:
      'The folder that files and templates may be read from; else the nearest above FILE with tunewright.jsonc or .git, else its own.',
  },
];
