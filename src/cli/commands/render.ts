import path from 'node:path';
import { textOption, usageProblem } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../io.ts';
import { GivenValues } from '../prompt/givenValues.ts';
import { messagesText } from '../prompt/messagesText.ts';
import { openPrompt } from '../prompt/openPrompt.ts';
import { PROMPT_OPTIONS } from '../prompt/promptOptions.ts';
import { renderOpenPrompt } from '../prompt/renderOpenPrompt.ts';
import { howToGive, tellRendering } from '../prompt/tellRendering.ts';

export const render: Command = {
  name: 'render',
  summary: 'Show what a prompt becomes with values, without sending it.',
  usage: 'FILE [--input NAME=VALUE]... [--inputs FILE[#SET]] [--output text|json]',
  details: [
    'FILE is a .prompt.json, any JSON with messages, a .prompty file, or a lone .jinja, .j2, .njk or .minijinja',
    'template, which becomes one user message. Exit code: 0 rendered, 1 values are missing or the template is wrong,',
    '2 could not run.',
  ].join('\n'),
  options: [
    ...PROMPT_OPTIONS,
    { name: 'allow-missing', description: 'Render all the same, with a mark where a value is missing.' },
    {
      name: 'output',
      value: 'FORMAT',
      description: 'text: the messages by role; json: the exact request.',
      choices: ['text', 'json'],
    },
  ],
  examples: [
    { line: 'tunewright render ask.prompt.json --input text="Good morning"', does: 'shows the messages' },
    {
      line: 'tunewright render ask.prompt.json --inputs ask.inputs.json#short --output json',
      does: 'prints the request with the values of a set',
    },
  ],
  async run(given, io) {
    const [name, ...others] = given.words;
    if (name === undefined || others.length > 0) {
      throw usageProblem('One file must be named.', 'Write tunewright render FILE.');
    }
    const prompt = await openPrompt(name, io, textOption(given, 'root'));
    const values = await GivenValues.read(given, io, path.resolve(io.cwd, name));
    const rendering = await renderOpenPrompt(prompt, values, io);
    const { rendered, missing } = rendering;
    const [first] = missing;
    const advice = first ? `${howToGive(first)}, or see the gaps with --allow-missing.` : '';
    await tellRendering(prompt, rendering, io, advice);
    if (!rendered || (first && !given.options.has('allow-missing'))) return EXIT.findings;
    const { request } = rendered;
    const isJson = textOption(given, 'output') === 'json';
    await io.stdout.write(isJson ? `${JSON.stringify(request, null, 2)}\n` : messagesText(rendered, io));
    return EXIT.clean;
  },
};
