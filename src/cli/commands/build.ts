import { usageProblem } from '../arguments.ts';
import { DialogueBuild } from '../build/dialogueBuild.ts';
import { TableBuild } from '../build/tableBuild.ts';
import type { Command } from '../command.ts';
import { PROMPT_OPTIONS } from '../prompt/promptOptions.ts';

export const build: Command = {
  name: 'build',
  summary: 'Make a dataset out of a table or a dialogue.',
  usage: 'FILE (--template T | --character NAME) [options]',
  details: [
    'With --template, each row of a JSONL, JSON, CSV or TSV file becomes a chat example: the template renders its',
    'prompt, and a column, or the template’s own last assistant message, is the answer. With --method dpo it becomes a',
    'preference. With --character, FILE is a script of lines such as "Name: what is said": each line of the character',
    'is an answer to what was said before. Nothing is sent anywhere. Exit code: 0 all rows became examples, 1 some did',
    'not, 2 could not run.',
  ].join('\n'),
  options: [
    { name: 'template', short: 't', value: 'T', description: 'The template that renders the prompts.' },
    {
      name: 'map',
      value: 'COLUMN=VARIABLE',
      description: 'Which column fills which variable; guessed by name when left out.',
      repeatable: true,
    },
    ...PROMPT_OPTIONS,
    {
      name: 'answer',
      value: 'COLUMN',
      description: 'The column of the answer, or of the preferred one; else the template’s last message.',
    },
    {
      name: 'method',
      value: 'METHOD',
      description: 'sft: messages with the answer. dpo: a preferred and a rejected answer.',
      choices: ['sft', 'dpo'],
    },
    {
      name: 'rejected',
      value: 'COLUMN',
      description: 'With --method dpo: the rejected answer; else the other one of two labels.',
    },
    { name: 'character', value: 'NAME', description: 'Whose lines of a script are the answers.' },
    { name: 'system', value: 'TEXT', description: 'With --character: the system message.' },
    {
      name: 'context',
      value: 'K',
      description: 'With --character: speeches before an answer; 1 when left out.',
    },
    { name: 'out', value: 'OUT', description: 'The file to write; beside FILE when left out.' },
  ],
  examples: [
    {
      line: 'tunewright build titles.csv --template favourite.prompt.json --answer is_favorite',
      does: 'writes titles_sft.jsonl with answers true and false',
    },
    {
      line: 'tunewright build pairs.jsonl -t prefer.prompt.json --answer preferred --method dpo',
      does: 'writes pairs_dpo.jsonl, where the rejected answer is the other label',
    },
    {
      line: 'tunewright build script.txt --character Ada --context 3 --system "You are Ada."',
      does: 'writes script_dialogue.jsonl',
    },
  ],
  async run(given, io) {
    const [name, ...others] = given.words;
    const isTable = given.options.has('template');
    if (name === undefined || others.length > 0 || isTable === given.options.has('character')) {
      throw usageProblem(
        'One file and either a template or a character must be named.',
        'Write tunewright build FILE --template T --answer COLUMN, or tunewright build FILE --character NAME.',
      );
    }
    return isTable ? new TableBuild(given, io).run(name) : new DialogueBuild(given, io).run(name);
  },
};
