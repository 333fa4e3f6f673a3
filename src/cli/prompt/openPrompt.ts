import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { RECORDS_FOLDER } from '../../core/ledger/ledger.ts';
import { PROJECT_FILE } from '../../core/project/project.ts';
import { loadPromptFile } from '../../core/template/promptFile/loadPromptFile.ts';
import type { PromptFile } from '../../core/template/promptFile/promptFile.ts';
import { isPrompty } from '../../core/template/promptFile/prompty.ts';
import { dialectOfFile } from '../../core/template/renderer.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { usageProblem } from '../arguments.ts';
import type { Io } from '../io.ts';

/** A prompt that was read with all that it refers to. */
export interface OpenPrompt {
  file: PromptFile;
  /** The folder that its files may be read from, absolute and without links. Their paths are relative to it. */
  root: string;
  /** The template file that is the only message, by its path inside the root; absent for other prompts. */
  template?: string;
}

/**
 * Reads a `*.prompt.json`, any JSON with messages, a `.prompty` file, or one template. Nothing outside of the root is
 * read, links included: the text may be somebody else's, and what it names is sent to a model.
 * @param folder the root that the user chose; absent: see `rootOf`
 */
export async function openPrompt(name: string, io: Io, folder?: string): Promise<OpenPrompt> {
  const { inside, root } = await placeInRoot(name, io, folder);
  return openInside(inside, root);
}

/**
 * A file and the root that it lies in: see `OpenPrompt`. Throws a `Problem` when there is none, or when it lies elsewhere.
 */
export async function placeInRoot(
  name: string,
  io: Io,
  folder?: string,
): Promise<{ inside: string; root: string }> {
  const file = await realFile(path.resolve(io.cwd, name), name);
  const root =
    folder === undefined ? await rootOf(file, io) : await realFile(path.resolve(io.cwd, folder), folder);
  const inside = pathInside(root, file);
  if (inside !== undefined) return { inside, root };
  throw usageProblem(`${name} is not in ${folder}.`, 'Name a folder above the file with --root.');
}

/** Reads a prompt by its path inside the root. */
export async function openInside(inside: string, root: string): Promise<OpenPrompt> {
  const isTemplate = dialectOfFile(inside) !== undefined;
  if (!isTemplate && !isPrompty(inside) && !/\.jsonc?$/i.test(inside)) {
    throw usageProblem(
      `${inside} is no prompt.`,
      'Name a .prompt.json or other .json file, a .prompty file, or a .jinja, .j2, .njk or .minijinja template.',
    );
  }
  const text = await readInside(root, inside);
  if (text === undefined) throw fileProblem({ code: 'ENOENT' }, inside);
  const source = isTemplate ? soleMessage(inside) : { path: inside, text };
  const file = await loadPromptFile(source, one => readInside(root, one));
  return { file, root, ...(isTemplate && { template: inside }) };
}

/** The nearest folder upwards that is a project, but not the home folder; else the folder of the file. */
async function rootOf(file: string, io: Io): Promise<string> {
  const home = await realpath(io.home).catch(() => io.home);
  const own = path.dirname(file);
  for (let folder = own; folder !== path.dirname(folder) && folder !== home; folder = path.dirname(folder)) {
    for (const mark of [PROJECT_FILE, RECORDS_FOLDER, '.git']) {
      if (await exists(path.join(folder, mark))) return folder;
    }
  }
  return own;
}

/** A file below the root by its path with `/`; undefined when there is none, or when a link leads out of the root. */
export async function readInside(root: string, inside: string): Promise<string | undefined> {
  const shown = path.join(root, inside);
  try {
    const file = await realpath(shown);
    const isReadable = pathInside(root, file) !== undefined && (await stat(file)).isFile();
    return isReadable ? (await readFile(file, 'utf8')).replace(/^\uFEFF/, '') : undefined;
  } catch (error) {
    const problem = fileProblem(error, inside);
    if (problem.code === 'not-found') return undefined;
    throw problem;
  }
}

async function realFile(file: string, name: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    throw fileProblem(error, name);
  }
}

/** The path from a folder to a file in it, with `/`; undefined when the file is elsewhere. */
function pathInside(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file);
  const isOutside = relative === '' || path.isAbsolute(relative) || relative.split(path.sep)[0] === '..';
  return isOutside ? undefined : relative.replaceAll(path.sep, '/');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** A prompt, as if it lay beside the template, of which that is the only message. */
function soleMessage(template: string): { path: string; text: string } {
  const name = template.slice(template.lastIndexOf('/') + 1);
  const messages = [{ role: 'user', content: { $file: `./${name}` } }];
  return { path: `${template}.prompt.json`, text: JSON.stringify({ messages }) };
}
