import path from 'node:path';
import * as vscode from 'vscode';
import type { LintReport } from '../../core/lint/report.ts';
import type { LintSettings } from '../../core/lint/settings.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';
import { type ProblemData, toProblemData } from '../../core/util/problem.ts';
import type { DatasetSummary, DatasetTokens, ReportSummary } from '../../core/view/datasetRows.ts';
import { fileName } from '../files.ts';
import type { DatasetLinks, DatasetSettings } from '../lint/datasetSettings.ts';
import type { LintService } from '../lint/lintService.ts';
import { isDatasetPath, listDatasets } from './listDatasets.ts';
import { WorkQueue } from './workQueue.ts';

/** In bytes. A larger file is read only when somebody lints it: it would keep the others waiting. */
const LARGEST = 32 * 1024 * 1024;

/** A dataset has no model yet: it is counted as the models of OpenAI do that are trained now. */
const COUNTED_FOR = 'gpt-4.1';

interface Entry {
  uri: vscode.Uri;
  bytes?: number;
  report?: ReportSummary;
  tokens?: DatasetTokens;
  problem?: ProblemData;
  links: DatasetLinks;
  /** By which the report was made, as text. */
  settings?: string;
}

/**
 * The datasets of the workspace and how each stands. Files that are open, or were linted by command, are the lint
 * service's: what it knows is shown as it is. All others are read one after the other, in the background.
 */
export class DatasetIndex implements vscode.Disposable {
  readonly #lint: LintService;
  readonly #settings: DatasetSettings;
  readonly #entries = new Map<string, Entry>();
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<readonly string[] | undefined>());
  readonly #queue: WorkQueue;
  #listed: Promise<void> | undefined;
  #trainingOf: Map<string, vscode.Uri> | undefined;

  /** Fires with the ids of datasets that stand otherwise now; undefined when others are there, or all was read. */
  readonly onDidChange = this.#changed.event;

  constructor(lint: LintService, settings: DatasetSettings) {
    this.#lint = lint;
    this.#settings = settings;
    this.#queue = this.#store.add(
      new WorkQueue(
        (id, signal) => this.#look(id, signal),
        () => this.#changed.fire(undefined),
      ),
    );
  }

  /** Resolves when the datasets are known by name. The first call looks for them; reading them follows. */
  listed(): Promise<void> {
    this.#listed ??= this.#start();
    return this.#listed;
  }

  /** True while there is more to be read. */
  get isReading(): boolean {
    return this.#queue.isBusy;
  }

  /** Resolves when all has been read that is read by itself. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  datasets(): DatasetSummary[] {
    return [...this.#entries.values()].map(entry => this.#summary(entry));
  }

  dataset(uri: vscode.Uri): DatasetSummary | undefined {
    const entry = this.#entries.get(uri.toString());
    return entry && this.#summary(entry);
  }

  links(uri: vscode.Uri): DatasetLinks {
    return this.#entries.get(uri.toString())?.links ?? {};
  }

  /** The training file that names this file as its validation file. */
  trainingFileOf(uri: vscode.Uri): vscode.Uri | undefined {
    return this.#trainingFiles().get(uri.fsPath);
  }

  /** Looks for the datasets again and reads those anew that have changed. */
  async refresh(): Promise<void> {
    this.#listed = this.#list();
    await this.#listed;
    for (const entry of this.#entries.values()) delete entry.settings;
    this.#queue.add([...this.#entries.keys()]);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #start(): Promise<void> {
    this.#store.add(this.#lint.onDidChange(uri => this.#linted(uri)));
    this.#store.add(this.#settings.onDidChange(() => this.#queue.add([...this.#entries.keys()])));
    this.#store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => void this.refresh()));
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher('**/*.{jsonl,ndjson}'));
    this.#store.add(watcher.onDidCreate(uri => this.#appeared(uri)));
    this.#store.add(watcher.onDidChange(uri => this.#appeared(uri)));
    this.#store.add(watcher.onDidDelete(uri => this.#vanished(uri)));
    await this.#list();
    this.#queue.add([...this.#entries.keys()]);
  }

  async #list(): Promise<void> {
    const found = await listDatasets();
    const ids = new Set(found.map(uri => uri.toString()));
    for (const id of this.#entries.keys()) if (!ids.has(id)) this.#entries.delete(id);
    for (const uri of found) this.#add(uri);
    this.#trainingOf = undefined;
  }

  #add(uri: vscode.Uri): Entry {
    const id = uri.toString();
    const entry = this.#entries.get(id) ?? { uri, links: {} };
    this.#entries.set(id, entry);
    return entry;
  }

  #appeared(uri: vscode.Uri): void {
    if (!isDatasetPath(uri)) return;
    const isNew = !this.#entries.has(uri.toString());
    delete this.#add(uri).settings;
    this.#queue.add([uri.toString()]);
    if (isNew) this.#changed.fire(undefined);
  }

  #vanished(uri: vscode.Uri): void {
    if (!this.#entries.delete(uri.toString())) return;
    this.#trainingOf = undefined;
    this.#changed.fire(undefined);
  }

  #linted(uri: vscode.Uri): void {
    const entry = this.#entries.get(uri.toString());
    const state = this.#lint.state(uri);
    if (!entry) return;
    if (state?.report) entry.report = summaryOf(state.report);
    // What is not the service's any more may have been judged by unsaved text.
    else if (!state) delete entry.settings;
    if (!state) this.#queue.add([uri.toString()]);
    this.#changed.fire([uri.toString()]);
  }

  /** Reads one file for its row, unless the lint service does, or nothing has changed. */
  async #look(id: string, signal: AbortSignal): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { uri } = entry;
    try {
      const [settings, links] = await Promise.all([this.#settings.of(uri), this.#settings.linksOf(uri)]);
      if (entry.links.validation !== links.validation) this.#trainingOf = undefined;
      entry.links = links;
      const { size, mtime } = await vscode.workspace.fs.stat(uri);
      entry.bytes = size;
      const text = JSON.stringify([settings, size, mtime]);
      if (entry.settings !== text && size <= LARGEST && uri.scheme === 'file') {
        Object.assign(entry, await this.#read(uri, settings, signal));
        entry.settings = text;
        delete entry.problem;
      }
    } catch (thrown) {
      const problem = toProblemData(thrown);
      if (problem.code === 'cancelled') return;
      entry.problem = problem;
    }
    this.#changed.fire([id]);
  }

  async #read(
    uri: vscode.Uri,
    settings: LintSettings,
    signal: AbortSignal,
  ): Promise<{ report: ReportSummary; tokens: DatasetTokens }> {
    const question = { path: uri.fsPath, settings, model: COUNTED_FOR };
    const survey = await this.#lint.background.call('survey', question, { signal });
    const { format, target, targets, totals, examples, tokens } = survey;
    return { report: { format, target, targets, totals, examples }, tokens };
  }

  /** Training files by the absolute paths of their validation files. */
  #trainingFiles(): Map<string, vscode.Uri> {
    if (this.#trainingOf) return this.#trainingOf;
    const found = new Map<string, vscode.Uri>();
    for (const { uri, links } of this.#entries.values()) {
      if (links.validation !== undefined) found.set(links.validation, uri);
    }
    this.#trainingOf = found;
    return found;
  }

  #summary(entry: Entry): DatasetSummary {
    const { uri, bytes, links, tokens } = entry;
    const state = this.#lint.state(uri);
    const report = state?.report ?? entry.report;
    const problem = state ? state.problem : entry.problem;
    const training = uri.scheme === 'file' ? this.#trainingFiles().get(uri.fsPath) : undefined;
    return {
      id: uri.toString(),
      name: fileName(uri),
      folder: folderOf(uri),
      busy: state?.busy ?? (report === undefined && this.#queue.has(uri.toString())),
      ...(bytes !== undefined && { bytes }),
      ...(report && { report }),
      ...(tokens && { tokens }),
      ...(problem && { problem }),
      ...(links.validation !== undefined && { validation: path.basename(links.validation) }),
      ...(links.template !== undefined && { template: path.basename(links.template) }),
      ...(training && { validates: fileName(training) }),
    };
  }
}

/** Relative to its workspace folder, whose own is empty; with its name before it when several are open. */
function folderOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const parent = path.posix.dirname(uri.path);
  if (!folder) return parent;
  const inside = path.posix.relative(folder.uri.path, parent);
  const isOnly = vscode.workspace.workspaceFolders?.length === 1;
  return isOnly ? inside : path.posix.join(folder.name, inside);
}

function summaryOf({ findings: _, ...summary }: LintReport): ReportSummary {
  return summary;
}
