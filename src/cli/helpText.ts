import { HELP_OPTION } from './arguments.ts';
import type { Command, OptionSpec } from './command.ts';

/** What `tunewright --help` prints. */
export function overview(commands: readonly Command[]): string {
  return [
    'Find out what is wrong with training data before the provider does.',
    '',
    'Usage: tunewright COMMAND [...]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'tunewright COMMAND --help explains a command and shows examples.',
    '',
  ].join('\n');
}

/** What `tunewright COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const { name, summary, usage, details, options, examples } = command;
  const parts = [`${summary}\n`, `Usage: tunewright ${`${name} ${usage}`.trimEnd()}\n`];
  if (details) parts.push(`${flowing(details).join('\n')}\n`);
  parts.push(`Options:\n${columns([...options, HELP_OPTION].map(describeOption)).join('\n')}\n`);
  if (examples.length > 0) {
    parts.push(`Examples:\n${examples.map(({ line, does }) => `  ${line}\n      ${does}`).join('\n')}\n`);
  }
  return parts.join('\n');
}

function describeOption({ name, short, value, description, choices }: OptionSpec): [string, string] {
  const shortForm = short ? `-${short}, ` : '';
  const written = `${shortForm}--${name}${value ? ` ${value}` : ''}`;
  return [written, choices ? `${description} One of: ${choices.join(', ')}.` : description];
}

/** Pairs in two columns; the second is wrapped. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const first = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.flatMap(([left, right]) =>
    wrap(right, WIDTH - first - 2).map(
      (line, index) => `  ${(index === 0 ? left : '').padEnd(first)}${line}`,
    ),
  );
}

const WIDTH = 100;

/** Lines of the source are as long as the source is wide: a sentence that goes on in the next one is put together first. */
function flowing(details: string): string[] {
  return details
    .replace(/(?<![.:\n])\n(?=\S)/g, ' ')
    .split('\n')
    .flatMap(line => wrap(line, WIDTH));
}

function wrap(text: string, room: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
