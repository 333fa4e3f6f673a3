import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LintSettings } from '../core/lint/settings.ts';
import { isPreparedValidation } from '../core/prepare/names.ts';
import { type ParsedProject, parseProjectFile } from '../core/project/parseProjectFile.ts';
import { PROJECT_FILE } from '../core/project/project.ts';
import { type DatasetSettings, settingsFor } from '../core/project/settingsFor.ts';
import type { TargetData } from '../core/targets/target.ts';
import { LineIndex } from '../core/text/lineIndex.ts';
import type { Range } from '../core/text/range.ts';
import { fileProblem } from './fileProblem.ts';

/** A project file as it was read. */
export interface ProjectFile extends ParsedProject {
  /** Absolute path. */
  path: string;
}

/** Finds and reads project files, each once. */
export class ProjectFiles {
  readonly #byFolder = new Map<string, Promise<ProjectFile | undefined>>();

  /** The project file nearest to a folder: its own, or that of a folder above. Undefined when there is none. */
  nearest(folder: string): Promise<ProjectFile | undefined> {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const found = this.#search(folder);
    this.#byFolder.set(folder, found);
    return found;
  }

  /** Forgets what was read, because a project file changed. */
  clear(): void {
    this.#byFolder.clear();
  }

  async #search(folder: string): Promise<ProjectFile | undefined> {
    const here = await readIfPresent(path.join(folder, PROJECT_FILE));
    const parent = path.dirname(folder);
    return here ?? (parent === folder ? undefined : this.nearest(parent));
  }
}

/** Reads a project file. Throws a `Problem` when it cannot be read; what is wrong inside is in its `problems`. */
export async function readProjectFile(file: string): Promise<ProjectFile> {
  try {
    const absolute = path.resolve(file);
    return {
      path: absolute,
      ...(await readProjectText(await readFile(file, 'utf8'), path.dirname(absolute))),
    };
  } catch (error) {
    throw fileProblem(error, file);
  }
}

/** Reads the text of a project file in a folder, and the files of targets that it names. */
export async function readProjectText(text: string, folder: string): Promise<ParsedProject> {
  const parsed = parseProjectFile(text);
  const { targetFiles = [] } = parsed.project;
  if (targetFiles.length === 0) return parsed;
  const { readTargetFile } = await import('../core/targets/targetFile.ts');
  const targets: TargetData[] = [];
  const faults: { file: string; message: string; remedy: string }[] = [];
  for (const file of targetFiles) {
    try {
      const read = readTargetFile(
        await readFile(path.resolve(folder, file), 'utf8'),
        targets.map(({ id }) => id),
      );
      if ('data' in read) targets.push(read.data);
      else faults.push(...read.faults.map(fault => ({ file, ...fault })));
    } catch (error) {
      const { message, remedy } = fileProblem(error, file);
      faults.push({ file, message, remedy });
    }
  }
  const again = parseProjectFile(text, targets);
  const problems = faults.map(({ file, message, remedy }) => ({
    message: `${file}: ${message}`,
    remedy,
    range: rangeOfText(text, JSON.stringify(file)),
  }));
  return { ...again, problems: [...again.problems, ...problems] };
}

/** Where a text first stands in another; its first line when it is nowhere, as where it is written with escapes. */
function rangeOfText(text: string, wanted: string): Range {
  const at = Math.max(0, text.indexOf(wanted));
  return new LineIndex(text).rangeOf(at, at + wanted.length);
}

/**
 * How a dataset is to be judged. `validation` and `template` become absolute paths. What Prepare Dataset held back for validation
 * is judged as that, whether a project file says so or not.
 */
export function settingsForFile(
  projectFile: ProjectFile | undefined,
  dataset: string,
  fallback: LintSettings,
): DatasetSettings {
  const usual: LintSettings = isPreparedValidation(path.basename(dataset))
    ? { ...fallback, purpose: 'validation' }
    : fallback;
  if (!projectFile) return withPreparedPartner(usual, dataset);
  const folder = path.dirname(projectFile.path);
  const relative = path.relative(folder, dataset).replaceAll(path.sep, '/');
  const settings = settingsFor(projectFile.project, relative, usual);
  if (settings.validation !== undefined) settings.validation = path.resolve(folder, settings.validation);
  if (settings.template !== undefined) settings.template = path.resolve(folder, settings.template);
  const other = settings.validation ?? settings.training;
  if (other !== undefined) settings.partner = path.resolve(folder, other);
  return withPreparedPartner(settings, dataset);
}

/** What Prepare Dataset wrote together belongs together. */
function withPreparedPartner(settings: DatasetSettings, dataset: string): DatasetSettings {
  const name = path.basename(dataset);
  if (settings.partner !== undefined || !/_prepared_(?:train|valid)\b/.test(name)) return settings;
  const other = name.replace(
    /_prepared_(train|valid)\b/,
    (_, part) => `_prepared_${part === 'train' ? 'valid' : 'train'}`,
  );
  return { ...settings, partner: path.join(path.dirname(dataset), other) };
}

async function readIfPresent(file: string): Promise<ProjectFile | undefined> {
  try {
    return await readProjectFile(file);
  } catch (error) {
    if (fileProblem(error, file).code === 'not-found') return undefined;
    throw error;
  }
}
