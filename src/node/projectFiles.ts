import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LintSettings } from '../core/lint/settings.ts';
import { isPreparedValidation } from '../core/prepare/names.ts';
import { type ParsedProject, parseProjectFile } from '../core/project/parseProjectFile.ts';
import { PROJECT_FILE } from '../core/project/project.ts';
import { type DatasetSettings, settingsFor } from '../core/project/settingsFor.ts';
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
    return { path: path.resolve(file), ...parseProjectFile(await readFile(file, 'utf8')) };
  } catch (error) {
    throw fileProblem(error, file);
  }
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
  if (!projectFile) return usual;
  const folder = path.dirname(projectFile.path);
  const relative = path.relative(folder, dataset).replaceAll(path.sep, '/');
  const settings = settingsFor(projectFile.project, relative, usual);
  if (settings.validation !== undefined) settings.validation = path.resolve(folder, settings.validation);
  if (settings.template !== undefined) settings.template = path.resolve(folder, settings.template);
  return settings;
}

async function readIfPresent(file: string): Promise<ProjectFile | undefined> {
  try {
    return await readProjectFile(file);
  } catch (error) {
    if (fileProblem(error, file).code === 'not-found') return undefined;
    throw error;
  }
}
