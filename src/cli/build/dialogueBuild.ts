import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { dialogueExamples, parseScript, speakersOf } from '../../core/build/dialogue.ts';
import { suggest } from '../../core/util/suggest.ts';
import { writeBuilt } from '../../node/batch/writeBuilt.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { type Arguments, textOption, usageProblem, wholeNumberOption } from '../arguments.ts';
import type { Io } from '../io.ts';
import { tellBuilt } from './tellBuilt.ts';

/** `tunewright build SCRIPT --character NAME`. */
export class DialogueBuild {
  readonly #given: Arguments;
  readonly #io: Io;

  constructor(given: Arguments, io: Io) {
    this.#given = given;
    this.#io = io;
  }

  async run(name: string): Promise<number> {
    const source = path.resolve(this.#io.cwd, name);
    const speeches = parseScript(await this.#read(source, name));
    const names = speakersOf(speeches).map(({ speaker }) => speaker);
    if (names.length === 0) {
      throw usageProblem(`${name} has no lines such as "Name: what is said".`, 'Name a script.');
    }
    const wanted = textOption(this.#given, 'character') ?? '';
    const character = names.find(one => one.toLowerCase() === wanted.toLowerCase());
    if (character === undefined) {
      throw usageProblem(`Nobody in ${name} is called ${wanted}.`, suggest(wanted, names));
    }
    const system = textOption(this.#given, 'system');
    const context = wholeNumberOption(this.#given, 'context') ?? 1;
    const examples = dialogueExamples(speeches, { character, context, ...(system && { system }) });
    const out = textOption(this.#given, 'out');
    const place = {
      source,
      suffix: 'dialogue',
      ...(out !== undefined && { out: path.resolve(this.#io.cwd, out) }),
    };
    const built = { examples, stored: [], refused: [] };
    return tellBuilt(built, 0, () => writeBuilt(built, place), this.#io);
  }

  async #read(source: string, name: string): Promise<string> {
    try {
      return await readFile(source, 'utf8');
    } catch (error) {
      throw fileProblem(error, name);
    }
  }
}
