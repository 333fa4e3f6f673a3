import path from 'node:path';
import { parseInputSets, inputSetsPath } from '../../core/template/promptFile/inputSets.ts';
import { readJson } from '../../core/template/promptFile/jsonValue.ts';
import type { InputDeclaration } from '../../core/template/promptFile/promptFile.ts';
import { readInputValue } from '../../core/template/promptFile/values.ts';
import { object } from '../../core/provider/lenient.ts';
import { suggest } from '../../core/util/suggest.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { readIfThere } from '../../node/readIfThere.ts';
import { type Arguments, listOption, textOption, usageProblem } from '../arguments.ts';
import type { Io } from '../io.ts';

/** The content of a file of values. */
interface FileValues {
  /** As the user would say it. */
  name: string;
  value: unknown;
  /** The set in it that was named; absent when none was. */
  set: string | undefined;
}

/** What the user gave as values, before a prompt says of which types they are. */
export class GivenValues {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #content: FileValues | undefined;

  private constructor(texts: ReadonlyMap<string, string>, content: FileValues | undefined) {
    this.#texts = texts;
    this.#content = content;
  }

  /**
   * Reads `--input` and `--inputs`. `beside` is the prompt's file, absolute: `#set` alone means its own file of
   * inputs. Throws a `Problem` for what cannot be read.
   */
  static async read(given: Arguments, io: Io, beside: string): Promise<GivenValues> {
    const texts = new Map(listOption(given, 'input').map(splitInput));
    const named = textOption(given, 'inputs');
    return new GivenValues(texts, named === undefined ? undefined : await readNamed(named, io, beside));
  }

  /** Names that were given one by one. */
  get names(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /**
   * The values for a prompt; those that were given one by one win. Throws a `Problem` for a value that is not of its
   * type. `known` are the names of all inputs, declared or not.
   */
  valuesFor(inputs: readonly InputDeclaration[], known: ReadonlySet<string>): Record<string, unknown> {
    const entries = Object.entries(this.#fromFile(known));
    for (const [name, text] of this.#texts) {
      const read = readInputValue(
        inputs.find(each => each.name === name),
        text,
      );
      if ('fault' in read) throw usageProblem(`"${text}" cannot be the value of ${name}.`, read.fault);
      entries.push([name, read.value]);
    }
    for (const [name, value] of entries)
      checkEnum(
        inputs.find(each => each.name === name),
        value,
      );
    return Object.fromEntries(entries);
  }

  /** The set that was named, or the only one; a file that holds values and no sets is taken as it is. */
  #fromFile(known: ReadonlySet<string>): Record<string, unknown> {
    if (!this.#content) return {};
    const { name, value, set } = this.#content;
    const root = object(value);
    if (!root) throw usageProblem(`${name} is no object.`, 'Write { "name": "value" }.');
    const entries = Object.entries(root).filter(([key]) => key !== '$schema');
    const hasSets = entries.length > 0 && entries.every(([key, each]) => object(each) && !known.has(key));
    if (set === undefined && !hasSets) return Object.fromEntries(entries);
    const sets = entries.filter(([, each]) => object(each)).map(([key]) => key);
    const chosen = set ?? (sets.length === 1 ? sets[0] : undefined);
    if (chosen === undefined) {
      throw usageProblem(
        `${name} holds several sets.`,
        `Name one: ${sets.map(one => `#${one}`).join(', ')}.`,
      );
    }
    if (!sets.includes(chosen)) {
      throw usageProblem(`There is no set "${chosen}" in ${name}.`, suggest(chosen, sets));
    }
    return object(root[chosen])!;
  }
}

function splitInput(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw usageProblem(`--input "${text}" names no value.`, 'Write --input name=value.');
}

/** Reads `FILE.json`, `FILE.json#set` or `#set`. */
async function readNamed(named: string, io: Io, beside: string): Promise<FileValues> {
  const whole = path.resolve(io.cwd, named);
  const at = named.lastIndexOf('#');
  const isWhole = at < 0 || (await readIfThere(whole)) !== undefined;
  const set = isWhole ? undefined : named.slice(at + 1);
  const name = isWhole ? named : named.slice(0, at);
  const file = name === '' ? inputSetsPath(beside) : path.resolve(io.cwd, name);
  const shown = name === '' ? path.basename(file) : name;
  const text = await readIfThere(file);
  if (text === undefined) throw fileProblem({ code: 'ENOENT' }, shown);
  const value = readJson(text.replace(/^\uFEFF/, ''));
  if (value !== undefined) return { name: shown, value, set };
  const [first] = parseInputSets(text).problems;
  const place = first ? `:${first.range.start.line + 1}:${first.range.start.character + 1}` : '';
  throw usageProblem(
    `${shown}${place}: ${first?.message ?? 'This is not JSON.'}`,
    first?.remedy ?? 'Write { "name": "value" }.',
  );
}

function checkEnum(input: InputDeclaration | undefined, value: unknown): void {
  const { name, enum: possible } = input ?? {};
  if (!possible || possible.some(one => JSON.stringify(one) === JSON.stringify(value))) return;
  const words = possible.map(one => (typeof one === 'string' ? one : JSON.stringify(one)));
  throw usageProblem(`${name} cannot be ${JSON.stringify(value)}.`, suggest(String(value), words));
}
