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
  /** Aborts the run that is on. */
  running?: AbortController;
  watcher?: vscode.Disposable;
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
  async lint(uri: vscode.Uri, signal?: AbortSignal, progress?: Progress): Promise<LintReport> {
    const tracked = this.#track(uri);
    const before = tracked.state;
    tracked.running?.abort();
    const controller = new AbortController();
    tracked.running = controller;
    try {
      this.#publish(tracked, { ...before, problem: undefined, busy: true });
      const settings = await this.#host.settingsOf(uri);
      tracked.settings = JSON.stringify(settings);
      const report = await this.#host.worker.call(
        'lintFile',
        { path: uri.fsPath, settings },
        {
          signal: signal ? AbortSignal.any([signal, controller.signal]) : controller.signal,
          onProgress: ({ bytes, totalBytes }) => progress?.(bytes / Math.max(totalBytes, 1)),
        },
      );
      this.#publish(tracked, { uri, report, busy: false });
      return report;
    } catch (error) {
      const problem = toProblemData(error);
      const isCurrent = tracked.running === controller;
      if (problem.code !== 'cancelled') this.#publish(tracked, { uri, problem, busy: false });
      else if (isCurrent) this.#publish(tracked, { ...before, busy: false });
      // A run that was cancelled before its first result leaves nothing.
      if (isCurrent && !tracked.state.report && problem.code === 'cancelled') this.forget(uri);
      throw error;
    } finally {
      if (tracked.running === controller) delete tracked.running;
    }
  }

  /** Lints again what is listed, without anybody waiting for it. */
  refresh(uri: vscode.Uri): void {
    if (!this.#tracked.has(uri.toString())) return;
    this.lint(uri).catch(error => {
      const problem = toProblemData(error);
      if (problem.code === 'not-found') this.forget(uri);
      else if (problem.code !== 'cancelled') this.#host.log.problem(problem);
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
    tracked.running?.abort();
    tracked.watcher?.dispose();
    this.#tracked.delete(uri.toString());
    this.#host.stateChanged(uri);
  }

  dispose(): void {
    for (const { running, watcher } of this.#tracked.values()) {
      running?.abort();
      watcher?.dispose();
    }
    this.#tracked.clear();
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
