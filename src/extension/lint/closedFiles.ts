import * as vscode from 'vscode';
import type { LintReport } from '../../core/lint/report.ts';
import type { LintSettings } from '../../core/lint/settings.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { WorkerClient } from '../../node/workerClient.ts';
import type { LintContract } from '../../protocol/lint.ts';
import type { Log } from '../log.ts';
import type { FileState } from './fileState.ts';

export interface ClosedFilesHost {
  /** Another thread than that of the open documents, which must never wait for a big file. */
  readonly worker: Pick<WorkerClient<LintContract>, 'call'>;
  readonly log: Log;
  settingsOf(uri: vscode.Uri): Promise<LintSettings>;
  stateChanged(uri: vscode.Uri): void;
}

interface Tracked {
  state: FileState;
  /** The settings of the last run, as text. */
  settings?: string;
  run?: Run;
  watcher?: vscode.Disposable;
}

interface Run {
  controller: AbortController;
  report: Promise<LintReport>;
}

/** The part of a file that was linted. */
export type Progress = (fraction: number) => void;

/**
 * Datasets that were linted from disk by a command, of any size. They stay listed, are linted again when they change
 * and forgotten when they are deleted.
 */
export class ClosedFiles implements vscode.Disposable {
  readonly #host: ClosedFilesHost;
  readonly #tracked = new Map<string, Tracked>();

  constructor(host: ClosedFilesHost) {
    this.#host = host;
  }

  state(uri: vscode.Uri): FileState | undefined {
    return this.#tracked.get(uri.toString())?.state;
  }

  uris(): vscode.Uri[] {
    return [...this.#tracked.values()].map(({ state }) => state.uri);
  }

  /** Lints a file and lists it. Throws a `Problem`; after `cancelled` what was known before still holds. */
  lint(uri: vscode.Uri, signal?: AbortSignal, progress?: Progress): Promise<LintReport> {
    const tracked = this.#track(uri);
    tracked.run?.controller.abort();
    const controller = new AbortController();
    const either = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
    const run = { controller, report: this.#run(tracked, controller, either, progress) };
    tracked.run = run;
    return follow(tracked, run, signal);
  }

  /** Lints again what is listed, without anybody waiting for it. */
  refresh(uri: vscode.Uri): void {
    if (!this.#tracked.has(uri.toString())) return;
    this.lint(uri).catch(error => {
      const problem = toProblemData(error);
      if (problem.code !== 'cancelled' && problem.code !== 'not-found') this.#host.log.problem(problem);
    });
  }

  /** Lints again what would now be judged differently. */
  async settingsMayDiffer(): Promise<void> {
    for (const uri of this.uris()) {
      const settings = JSON.stringify(await this.#host.settingsOf(uri));
      if (settings !== this.#tracked.get(uri.toString())?.settings) this.refresh(uri);
    }
  }

  forget(uri: vscode.Uri): void {
    const tracked = this.#tracked.get(uri.toString());
    if (!tracked) return;
    tracked.run?.controller.abort();
    tracked.watcher?.dispose();
    this.#tracked.delete(uri.toString());
    this.#host.stateChanged(uri);
  }

  dispose(): void {
    for (const { run, watcher } of this.#tracked.values()) {
      run?.controller.abort();
      watcher?.dispose();
    }
    this.#tracked.clear();
  }

  async #run(
    tracked: Tracked,
    controller: AbortController,
    signal: AbortSignal,
    progress: Progress | undefined,
  ): Promise<LintReport> {
    const { report: before, uri } = tracked.state;
    try {
      this.#publish(tracked, { uri, report: before, busy: true });
      const settings = await this.#host.settingsOf(uri);
      tracked.settings = JSON.stringify(settings);
      const report = await this.#host.worker.call(
        'lintFile',
        { path: uri.fsPath, settings },
        { signal, onProgress: ({ bytes, totalBytes }) => progress?.(bytes / Math.max(totalBytes, 1)) },
      );
      this.#publish(tracked, { uri, report, busy: false });
      return report;
    } catch (error) {
      const problem = toProblemData(error);
      const isSuperseded = tracked.run?.controller !== controller;
      if (problem.code === 'not-found') this.forget(uri);
      else if (problem.code !== 'cancelled') this.#publish(tracked, { uri, problem, busy: false });
      else if (before && !isSuperseded) this.#publish(tracked, { uri, report: before, busy: false });
      // A run that was cancelled before the first result leaves nothing.
      else if (!isSuperseded) this.forget(uri);
      throw error;
    }
  }

  #track(uri: vscode.Uri): Tracked {
    const key = uri.toString();
    let tracked = this.#tracked.get(key);
    if (!tracked) {
      tracked = { state: { uri, busy: true } };
      const watcher = this.#watch(uri);
      if (watcher) tracked.watcher = watcher;
      this.#tracked.set(key, tracked);
    }
    return tracked;
  }

  /** A watcher for a file that the one for all datasets of the workspace does not see. */
  #watch(uri: vscode.Uri): vscode.Disposable | undefined {
    const isSeen = /\.(jsonl|ndjson)$/.test(uri.path) && vscode.workspace.getWorkspaceFolder(uri);
    if (isSeen) return undefined;
    const folder = vscode.Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[*?{}[\]]/g, '[$&]');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    watcher.onDidChange(() => this.refresh(uri));
    watcher.onDidCreate(() => this.refresh(uri));
    watcher.onDidDelete(() => this.forget(uri));
    return watcher;
  }

  #publish(tracked: Tracked, state: FileState): void {
    if (this.#tracked.get(state.uri.toString()) !== tracked) return;
    tracked.state = state;
    this.#host.stateChanged(state.uri);
  }
}

/** The report of a run, or of the newer one that took its place: the file changed meanwhile. */
async function follow(tracked: Tracked, run: Run, signal: AbortSignal | undefined): Promise<LintReport> {
  try {
    return await run.report;
  } catch (error) {
    const { run: newer } = tracked;
    if (newer && newer !== run && !signal?.aborted) return follow(tracked, newer, signal);
    throw error;
  }
}
