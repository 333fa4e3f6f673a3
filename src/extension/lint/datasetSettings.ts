import path from 'node:path';
import * as vscode from 'vscode';
import type { LintSettings, RuleSetting } from '../../core/lint/settings.ts';
import { PROJECT_FILE } from '../../core/project/project.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { RenderPrompt } from '../../node/promptPattern.ts';
import type { ProjectFile, ProjectFiles } from '../../node/projectFiles.ts';
import type { Log } from '../log.ts';
import { readSetting } from '../typed.ts';
import type { Pins } from './pins.ts';

/** Files that a project file names as belonging to a dataset, by absolute path; absent where it names none. */
export interface DatasetLinks {
  validation?: string;
  template?: string;
}

/**
 * How each dataset is judged: the editor's settings, over them what was pinned for a file that no project file can
 * hold, over them the nearest project file.
 */
export class DatasetSettings implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #pins: Pins;
  readonly #log: Log;
  readonly #render: RenderPrompt;
  /** Whether some dataset was made with a template, so that a change of templates may concern it. */
  #isLinked = false;
  readonly #known = new Map<string, Promise<LintSettings>>();
  /** Watchers of project files in folders that belong to no workspace folder. */
  readonly #outside = new Map<string, vscode.Disposable>();
  #projectFiles: Promise<ProjectFiles> | undefined;

  /** Fired when some dataset may be judged differently now. */
  readonly onDidChange = this.#changed.event;

  constructor(pins: Pins, log: Log, render: RenderPrompt) {
    this.#pins = pins;
    this.#log = log;
    this.#render = render;
    this.#store.add(pins.onDidChange(() => this.#reset()));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('tunewright')) this.#reset();
      }),
    );
    this.#store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#reset()));
    this.#store.add(
      vscode.workspace.onDidSaveTextDocument(document => {
        const { path: saved } = document.uri;
        const isTemplate = this.#isLinked && !/\.(jsonl|ndjson)$/i.test(saved);
        if (isTemplate || path.posix.basename(saved) === PROJECT_FILE) this.#reset();
      }),
    );
    this.#store.add(this.#watch(`**/${PROJECT_FILE}`));
  }

  /** Whether datasets in this place are linted while they are open. */
  isEnabled(uri: vscode.Uri): boolean {
    return readSetting('tunewright.enable', uri, value => typeof value === 'boolean') ?? true;
  }

  of(uri: vscode.Uri): Promise<LintSettings> {
    const key = uri.toString();
    let settings = this.#known.get(key);
    if (!settings) {
      settings = this.#make(uri);
      this.#known.set(key, settings);
    }
    return settings;
  }

  /** The files that belong to a dataset. */
  async linksOf(uri: vscode.Uri): Promise<DatasetLinks> {
    const projectFile = await this.projectFileOf(uri);
    if (!projectFile) return {};
    const { settingsForFile } = await import('../../node/projectFiles.ts');
    const { validation, template } = settingsForFile(projectFile, uri.fsPath, await this.fallback(uri));
    return { ...(validation !== undefined && { validation }), ...(template !== undefined && { template }) };
  }

  /** What holds for a file where no project file speaks. */
  async fallback(uri: vscode.Uri): Promise<LintSettings> {
    const target = readSetting('tunewright.target', uri, value => typeof value === 'string');
    const rules = readSetting('tunewright.rules', uri, isObject) ?? {};
    const { DEFAULT_TARGET } = await import('../../core/targets/registry.ts');
    return { target: target ?? DEFAULT_TARGET, rules: await this.#readRules(rules), ...this.#pins.of(uri) };
  }

  /** The project file that judges a dataset; undefined when there is none. */
  async projectFileOf(uri: vscode.Uri): Promise<ProjectFile | undefined> {
    if (uri.scheme !== 'file') return undefined;
    const folder = path.dirname(uri.fsPath);
    this.#watchOutside(folder);
    this.#projectFiles ??= import('../../node/projectFiles.ts').then(node => new node.ProjectFiles());
    try {
      return await (await this.#projectFiles).nearest(folder);
    } catch (error) {
      this.#log.problem(toProblemData(error));
      return undefined;
    }
  }

  dispose(): void {
    this.#store.dispose();
    for (const watcher of this.#outside.values()) watcher.dispose();
  }

  async #make(uri: vscode.Uri): Promise<LintSettings> {
    const [fallback, projectFile] = await Promise.all([this.fallback(uri), this.projectFileOf(uri)]);
    if (uri.scheme !== 'file') return fallback;
    const { settingsForFile } = await import('../../node/projectFiles.ts');
    const {
      validation: _,
      training: __,
      template,
      ...settings
    } = settingsForFile(projectFile, uri.fsPath, fallback);
    const prompt = projectFile && (await this.#promptOf(projectFile, template, uri));
    return prompt ? { ...settings, prompt } : settings;
  }

  /** What the template of a dataset says of its prompts. */
  async #promptOf({ path: file }: ProjectFile, template: string | undefined, { fsPath }: vscode.Uri) {
    if (template === undefined) return undefined;
    this.#watchTemplates();
    const { promptPatternOf } = await import('../../node/promptPattern.ts');
    try {
      return await promptPatternOf(path.dirname(file), template, fsPath, this.#render);
    } catch (error) {
      this.#log.problem(toProblemData(error));
      return undefined;
    }
  }

  /** Templates change behind the editor's back too: by another program, or by a change of branch. */
  #watchTemplates(): void {
    if (this.#isLinked) return;
    this.#isLinked = true;
    this.#store.add(this.#watch('**/*.{prompt.json,prompty,jinja,jinja2,j2,njk,minijinja,variables.jsonl}'));
  }

  /** The settings' rules are read as a project file's are, so that both mean the same. */
  async #readRules(rules: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, RuleSetting>>> {
    if (Object.keys(rules).length === 0) return {};
    const { parseProjectFile } = await import('../../core/project/parseProjectFile.ts');
    const { project, problems } = parseProjectFile(JSON.stringify({ rules }));
    for (const { message, remedy } of problems) this.#log.info(`tunewright.rules: ${message} ${remedy}`);
    return project.rules;
  }

  /** Project files above the workspace count too. */
  #watchOutside(folder: string): void {
    for (let at = folder; ; at = path.dirname(at)) {
      const isInside = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(at));
      if (!isInside && !this.#outside.has(at)) {
        this.#outside.set(at, this.#watch(new vscode.RelativePattern(vscode.Uri.file(at), PROJECT_FILE)));
      }
      if (at === path.dirname(at)) return;
    }
  }

  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      event(() => this.#reset());
    }
    return watcher;
  }

  #reset(): void {
    this.#known.clear();
    this.#projectFiles = undefined;
    this.#changed.fire();
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
