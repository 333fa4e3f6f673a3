import * as vscode from 'vscode';
import type { LintReport } from '../../core/lint/report.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';
import { Problem, toProblemData } from '../../core/util/problem.ts';
import { WorkerClient } from '../../node/workerClient.ts';
import type { FixSelection, LintContract, PlannedFixes } from '../../protocol/lint.ts';
import type { CallOptions } from '../../protocol/channel.ts';
import type { ReadingRequests } from '../../protocol/reading.ts';
import type { RowsRequests } from '../../protocol/rows.ts';
import type { Log } from '../log.ts';
import { ClosedFiles, type Progress } from './closedFiles.ts';
import type { DatasetSettings } from './datasetSettings.ts';
import type { DocumentSession } from './documentSession.ts';
import type { FileState } from './fileState.ts';
import { OpenDocuments } from './openDocuments.ts';

/**
 * Owns what is known of every dataset: the one place that diagnostics, hovers, light bulbs and the status bar ask. It
 * never reads a dataset itself, worker threads do; they are started at their first request.
 */
export class LintService implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<vscode.Uri>());
  readonly #open: OpenDocuments;
  readonly #closed: ClosedFiles;
  readonly #worker: WorkerClient<LintContract>;

  /** Fired with the file whose state is another now. */
  readonly onDidChange = this.#changed.event;
  /** The thread for whole files on disk that are looked at on the side: to lint them, to list them. */
  readonly background: WorkerClient<LintContract>;
  /** The thread for what somebody waits for: preparing, converting, comparing. No large file is in its way. */
  readonly foreground: WorkerClient<LintContract>;
  /** The thread for files on disk that somebody looks through: a row must not wait for other work. */
  readonly browsing: WorkerClient<LintContract>;

  constructor(workerFile: string, settings: DatasetSettings, log: Log) {
    this.#worker = this.#store.add(
      new WorkerClient<LintContract>(workerFile, () => {
        log.info('The lint worker died and is started again.');
        for (const session of this.#open.all()) session.lost();
      }),
    );
    this.background = this.#store.add(new WorkerClient<LintContract>(workerFile));
    this.foreground = this.#store.add(new WorkerClient<LintContract>(workerFile));
    this.browsing = this.#store.add(new WorkerClient<LintContract>(workerFile));
    let last: Promise<unknown> = Promise.resolve();
    this.#open = this.#store.add(
      new OpenDocuments(
        {
          worker: this.#worker,
          log,
          settingsOf: uri => settings.of(uri),
          alone: task => {
            const run = last.then(task, task);
            last = run.catch(() => {});
            return run;
          },
          stateChanged: session => this.#changed.fire(session.document.uri),
        },
        uri => settings.isEnabled(uri),
        uri => this.#openedOrClosed(uri),
      ),
    );
    this.#closed = this.#store.add(
      new ClosedFiles({
        worker: this.background,
        log,
        settingsOf: uri => settings.of(uri),
        stateChanged: uri => {
          if (!this.#open.of(uri)) this.#changed.fire(uri);
        },
      }),
    );
    this.#store.add(settings.onDidChange(() => this.#settingsChanged()));
    this.#watchDisk();
    this.#open.start();
  }

  /** What is known of a file; undefined for one that nobody asked about. */
  state(uri: vscode.Uri): FileState | undefined {
    return this.#open.of(uri)?.state ?? this.#closed.state(uri);
  }

  /** The open document of a file that is linted; undefined when it is not open or not linted. */
  documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
    return this.#open.of(uri)?.document;
  }

  /** True when a file turned out to hold something else than examples, such as a log. */
  isNoDataset(uri: vscode.Uri): boolean {
    return this.state(uri)?.report?.format === 'none';
  }

  /** What holds for the document as it is at this moment. Its report is absent when there is none to be had. */
  async current(uri: vscode.Uri): Promise<FileState | undefined> {
    return this.#open.of(uri)?.current();
  }

  /**
   * Asks the worker about a document that is open, as it is at this moment. Undefined when it is not linted or changes
   * meanwhile.
   */
  async read<K extends keyof ReadingRequests>(
    uri: vscode.Uri,
    method: K,
    params: Omit<ReadingRequests[K]['params'], 'uri'>,
    signal?: AbortSignal,
  ): Promise<ReadingRequests[K]['result'] | undefined> {
    const state = await this.current(uri);
    if (!state?.report || signal?.aborted) return undefined;
    try {
      const answer = await this.#worker.call(method, { ...params, uri: uri.toString() } as never, { signal });
      return answer.version === this.documentOf(uri)?.version ? answer : undefined;
    } catch (error) {
      if (toProblemData(error).code === 'cancelled') return undefined;
      throw error;
    }
  }

  /** Asks for a page about a document that is open. Throws a `Problem` when it cannot be linted. */
  async askRows<K extends keyof RowsRequests>(
    uri: vscode.Uri,
    method: K,
    params: RowsRequests[K]['params'],
    options?: CallOptions<never>,
  ): Promise<RowsRequests[K]['result']> {
    if (method !== 'closeRows') await this.#needsReport(uri);
    return this.#worker.call(method, params as never, options as never) as Promise<RowsRequests[K]['result']>;
  }

  /** The edits that apply many fixes to the document as it is at this moment. */
  async planFixes(uri: vscode.Uri, selection: FixSelection): Promise<PlannedFixes> {
    await this.#needsReport(uri);
    return this.#worker.call('planFixes', { uri: uri.toString(), selection });
  }

  /** The document's text as one example a line; undefined when it is so already. */
  async toJsonLines(uri: vscode.Uri): Promise<{ version: number; text: string | undefined }> {
    await this.#needsReport(uri);
    return this.#worker.call('rewriteText', { uri: uri.toString(), rewrite: 'to-json-lines' });
  }

  /** Lints a file by choice: an open one from now on as it is typed in, another from disk. */
  async lint(uri: vscode.Uri, signal?: AbortSignal, progress?: Progress): Promise<LintReport> {
    this.#open.choose(uri);
    const session = this.#open.of(uri);
    if (!session) return this.#closed.lint(uri, signal, progress);
    const { report, problem } = await session.current();
    if (report) return report;
    throw new Problem(problem ?? { code: 'cancelled', message: 'Cancelled.', remedy: 'Try again.' });
  }

  /** Reads a file again from its beginning, also after failures. */
  lintAgain(uri: vscode.Uri): void {
    const session = this.#open.of(uri);
    if (session) session.reread();
    else this.#closed.refresh(uri);
  }

  /** Files that are listed though they are not open. */
  closedFiles(): vscode.Uri[] {
    return this.#closed.uris().filter(uri => !this.#open.of(uri));
  }

  /** Lists a file no more that was linted from disk. */
  forget(uri: vscode.Uri): void {
    this.#closed.forget(uri);
  }

  clearClosedFiles(): void {
    for (const uri of this.#closed.uris()) this.#closed.forget(uri);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #needsReport(uri: vscode.Uri): Promise<void> {
    const state = await this.current(uri);
    if (state?.report) return;
    throw new Problem(
      state?.problem ?? {
        code: 'not-found',
        message: 'This file is not linted.',
        remedy: 'Open it in an editor, or run Lint Dataset on it.',
      },
    );
  }

  #openedOrClosed(uri: vscode.Uri): void {
    // What was unsaved is gone with the editor.
    if (!this.#open.of(uri)) this.#closed.refresh(uri);
    this.#changed.fire(uri);
  }

  #settingsChanged(): void {
    this.#open.reconsider();
    for (const session of this.#open.all()) session.settingsMayDiffer();
    void this.#closed.settingsMayDiffer();
  }

  #watchDisk(): void {
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher('**/*.{jsonl,ndjson}'));
    this.#store.add(watcher.onDidChange(uri => this.#diskChanged(uri)));
    this.#store.add(watcher.onDidCreate(uri => this.#diskChanged(uri)));
    this.#store.add(watcher.onDidDelete(uri => void this.#diskDeleted(uri)));
    // The listed files are noted before, because the watcher may tell first that they are gone.
    let moving: [from: vscode.Uri, to: vscode.Uri][] = [];
    this.#store.add(
      vscode.workspace.onWillRenameFiles(({ files }) => {
        moving = files.flatMap(one => this.#moves(one));
      }),
    );
    this.#store.add(
      vscode.workspace.onDidRenameFiles(() => {
        for (const [from, to] of moving) this.#moved(from, to);
        moving = [];
      }),
    );
  }

  #diskChanged(uri: vscode.Uri): void {
    const session = this.#open.of(uri);
    if (session) void rereadIfChanged(session);
    else this.#closed.refresh(uri);
  }

  async #diskDeleted(uri: vscode.Uri): Promise<void> {
    // Programs that write a new file in the place of the old one delete it for a moment, and events come late.
    if (await exists(uri)) return this.#diskChanged(uri);
    this.#closed.forget(uri);
    const session = this.#open.of(uri);
    if (session && !session.document.isDirty) session.vanished();
  }

  /** The listed files that a renaming gives another name: one file, or those of a folder. */
  #moves({ oldUri, newUri }: { oldUri: vscode.Uri; newUri: vscode.Uri }): [vscode.Uri, vscode.Uri][] {
    return this.#closed
      .uris()
      .filter(({ path }) => path === oldUri.path || path.startsWith(`${oldUri.path}/`))
      .map(uri => [uri, newUri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) })]);
  }

  #moved(from: vscode.Uri, to: vscode.Uri): void {
    this.#closed.forget(from);
    this.#closed.lint(to).catch(() => {});
  }
}

/** Our own saving is seen by the watcher as well; the file's state tells that the worker knows it. */
async function rereadIfChanged(session: DocumentSession): Promise<void> {
  const { document, disk } = session;
  if (document.isDirty) return;
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(document.uri);
    const isKnown = disk && size === disk.bytes && Math.abs(mtime - disk.modified) < 2;
    if (!isKnown) session.reread();
  } catch {
    // It vanished again; its deletion is told, too.
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
