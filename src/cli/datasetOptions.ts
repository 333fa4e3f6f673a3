import path from 'node:path';
import { FORMAT_IDS, type FormatId, METHODS, type Method } from '../core/formats/format.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import type { DatasetSettings } from '../core/project/settingsFor.ts';
import { DEFAULT_TARGET, TARGET_IDS } from '../core/targets/registry.ts';
import { Problem } from '../core/util/problem.ts';
import { type ProjectFile, ProjectFiles, readProjectFile, settingsForFile } from '../node/projectFiles.ts';
import { suggest } from '../core/util/suggest.ts';
import { type Arguments, textOption, usageProblem } from './arguments.ts';
import type { OptionSpec } from './command.ts';
import type { Io } from './io.ts';
import { neutral } from './terminal/neutral.ts';

/** Options of every command that reads datasets. */
export const DATASET_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'target',
    value: 'TARGET',
    description: 'The consumer that the dataset is for; several with commas between them.',
  },
  {
    name: 'format',
    value: 'FORMAT',
    description: 'The shape of the examples; recognised when left out.',
    choices: FORMAT_IDS,
  },
  { name: 'method', value: 'METHOD', description: 'How a model will be trained.', choices: METHODS },
  {
    name: 'config',
    value: 'FILE',
    description: 'The project file; else the nearest tunewright.jsonc upwards from each dataset.',
  },
];

/** Decides how datasets are judged: by the options, then the project file, then for any consumer. */
export class DatasetOptions {
  readonly #given: Partial<LintSettings>;
  readonly #targets: string[] | undefined;
  readonly #io: Io;
  readonly #config: string | undefined;
  readonly #files = new ProjectFiles();
  readonly #told = new Set<string>();

  constructor(given: Arguments, io: Io) {
    this.#io = io;
    this.#config = textOption(given, 'config');
    const format = textOption(given, 'format') as FormatId | undefined;
    const method = textOption(given, 'method') as Method | undefined;
    this.#targets = textOption(given, 'target')
      ?.split(',')
      .map(id => id.trim());
    this.#given = { ...(format && { format }), ...(method && { method }) };
  }

  /**
   * The settings of a dataset; `-` is judged as a file in the working directory. What is wrong in a project file is
   * told once on standard error. Throws a `Problem` when the file is not even JSON with comments.
   */
  async settingsOf(file: string): Promise<DatasetSettings> {
    const absolute = path.resolve(this.#io.cwd, file);
    const project = this.#config
      ? await this.#read(this.#config)
      : await this.#files.nearest(path.dirname(absolute));
    if (project) await this.#tell(project);
    const settings = settingsForFile(project, absolute, { target: DEFAULT_TARGET, rules: {} });
    const prompt = project && (await this.#promptOf(project, settings.template, absolute));
    return { ...settings, ...this.#targetsOf(settings), ...this.#given, ...(prompt && { prompt }) };
  }

  /** What the template of a dataset says of its prompts. Templates are rendered only where variables are stored. */
  async #promptOf({ path: file }: ProjectFile, template: string | undefined, dataset: string) {
    if (template === undefined) return undefined;
    const { promptPatternOf } = await import('../node/promptPattern.ts');
    const { renderPrompt, signal } = this.#io;
    const found = await promptPatternOf(path.dirname(file), template, dataset, job =>
      renderPrompt(job, signal),
    );
    if (!found && !this.#told.has(template)) {
      this.#told.add(template);
      await this.#io.stderr.write(`${neutral(`The template ${template} of ${dataset} cannot be read.`)}\n`);
    }
    return found;
  }

  /** The targets that were asked for. Throws a `Problem` when there is no such target. */
  #targetsOf({ customTargets = [] }: DatasetSettings): Pick<DatasetSettings, 'target' | 'targets'> | object {
    const targets = this.#targets;
    const [first] = targets ?? [];
    if (!targets || first === undefined) return {};
    const known = [...TARGET_IDS, ...customTargets.map(({ id }) => id)];
    for (const id of targets) {
      if (!known.includes(id)) {
        throw usageProblem(`There is no target "${id}".`, suggest(id, known));
      }
    }
    return { target: first, targets: targets.length > 1 ? targets : undefined };
  }

  #chosen: Promise<ProjectFile> | undefined;

  #read(file: string): Promise<ProjectFile> {
    this.#chosen ??= readProjectFile(path.resolve(this.#io.cwd, file));
    return this.#chosen;
  }

  async #tell({ path: file, problems, broken }: ProjectFile): Promise<void> {
    const shown = path.relative(this.#io.cwd, file) || file;
    if (!this.#told.has(file)) {
      this.#told.add(file);
      for (const { message, remedy, range } of problems) {
        const place = `${shown}:${range.start.line + 1}:${range.start.character + 1}`;
        await this.#io.stderr.write(`${neutral(`${place}: ${message} ${remedy}`)}\n`);
      }
    }
    if (broken) {
      throw new Problem({
        code: 'rejected',
        message: `${shown} is not JSON with comments, so nobody knows what it asks for.`,
        remedy: 'Mend its syntax, or name another file with --config.',
      });
    }
  }
}
