import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { importEvaluation } from '../../core/evaluate/import/importEvaluation.ts';
import { count } from '../../core/text/count.ts';
import { replaceFile } from '../../node/atomicWrite.ts';
import { readIfThere } from '../../node/readIfThere.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { textOption, usageProblem } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';

export const importEval: Command = {
  name: 'import-eval',
  summary: 'Make a comparison of OpenAI’s Evals, stored completions or a promptfoo configuration.',
  usage: 'FILE --out DIR',
  details: [
    'FILE is an export of OpenAI’s Evals (definitions, runs, lists of them), stored completions as JSON or JSON lines, or',
    'a promptfoo configuration. Comparison, graders, templates and datasets are written into DIR; nothing that is there',
    'is replaced. What could not be taken over is listed. Nothing in the file is run.',
  ].join('\n'),
  options: [{ name: 'out', short: 'o', value: 'DIR', description: 'The folder to write into.' }],
  examples: [
    {
      line: 'tunewright import-eval evals.json --out rescued',
      does: 'writes a comparison into the folder rescued',
    },
  ],
  async run(given, io) {
    const [name, ...others] = given.words;
    const out = textOption(given, 'out');
    if (name === undefined || others.length > 0 || out === undefined) {
      throw usageProblem(
        'One file and a folder must be named.',
        'Write tunewright import-eval FILE --out DIR.',
      );
    }
    const text = await readFile(path.resolve(io.cwd, name), 'utf8').catch(error => {
      throw fileProblem(error, name);
    });
    const { files, unmapped } = importEvaluation(text);
    const folder = path.resolve(io.cwd, out);
    await mkdir(folder, { recursive: true });
    for (const file of Object.keys(files)) {
      if ((await readIfThere(path.join(folder, file))) !== undefined) {
        throw usageProblem(`${path.join(out, file)} is there already.`, 'Name another folder with --out.');
      }
    }
    for (const [file, content] of Object.entries(files)) {
      await replaceFile(path.join(folder, file), [new TextEncoder().encode(content)]);
      await io.stdout.write(`${neutral(path.join(out, file))}\n`);
    }
    if (unmapped.length > 0)
      await io.stderr.write(`${count(unmapped.length, 'thing')} could not be taken over:\n`);
    for (const one of unmapped) await io.stderr.write(`  ${neutral(one)}\n`);
    return EXIT.clean;
  },
};
