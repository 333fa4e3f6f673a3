import * as vscode from 'vscode';
import { DisposableStore } from '../../core/util/disposable.ts';
import { type ProblemData, toProblemData } from '../../core/util/problem.ts';
import type { DatasetState } from '../../core/view/dataset/datasetView.ts';
import type { Services } from '../services.ts';
import { fileReader, type RowsReader } from './rowsReader.ts';

/** A page is told of progress this often, in milliseconds. */
const PACE = 250;

/** Milliseconds without a change of the file after which it is read again. */
const PAUSE = 300;

/** Reads a file on disk for a page: first where its examples are, then what is to be said of them; again when it changes. */
export class FileReading {
  readonly reader: RowsReader;
  readonly #store = new DisposableStore();
  readonly #changed: (areRows: boolean) => void;
  #run: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #toldAt = 0;
  /** Share that was checked when the check was left. */
  #left = 0;
  busy: DatasetState['busy'];
  problem: ProblemData | undefined;
  /** Whether anything is known of it yet. */
  isOpen = false;

  constructor({ lint, settings }: Services, uri: vscode.Uri, changed: (areRows: boolean) => void) {
    this.#changed = changed;
    const source = async () => ({ path: uri.fsPath, settings: await settings.of(uri) });
    this.reader = this.#store.add(fileReader(lint, uri.fsPath, source));
    const folder = vscode.Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[*?{}[\]]/g, '[$&]');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    this.#store.add(watcher);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.#store.add(event(() => this.#later()));
    }
    this.#store.add(settings.onDidChange(() => this.#later()));
    void this.#read();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#run?.abort();
    this.#store.dispose();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), PAUSE);
  }

  /** Leaves the check where it is. */
  stopChecking(): void {
    if (this.busy?.what !== 'checking') return;
    this.#run?.abort();
    this.#left = this.busy.share;
    this.busy = undefined;
    this.#tellNow(true, true);
  }

  /** Goes on with the check where it was left. */
  checkAgain(): void {
    if (this.isOpen && !this.busy) void this.#check(this.#begin());
  }

  #begin(): AbortSignal {
    this.#run?.abort();
    this.#run = new AbortController();
    return this.#run.signal;
  }

  async #read(): Promise<void> {
    const signal = this.#begin();
    this.busy = { what: 'reading', share: 0 };
    try {
      const onProgress = (share: number) => this.#progressed('reading', share, signal);
      await this.reader.call('openRows', {} as never, { signal, onProgress });
    } catch (error) {
      this.#failed(error, signal);
      return;
    }
    this.problem = undefined;
    this.isOpen = true;
    this.#left = 0;
    await this.#check(signal);
  }

  async #check(signal: AbortSignal): Promise<void> {
    this.busy = { what: 'checking', share: this.#left };
    this.#tellNow(true, true);
    try {
      const onProgress = (share: number) => this.#progressed('checking', share, signal);
      await this.reader.call('checkRows', {}, { signal, onProgress });
      this.#ended(signal);
    } catch (error) {
      this.#failed(error, signal);
    }
  }

  #progressed(what: 'reading' | 'checking', share: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.isOpen = true;
    this.busy = { what, share };
    this.#tellNow(false, what === 'reading');
  }

  #failed(error: unknown, signal: AbortSignal): void {
    if (!signal.aborted) this.problem = toProblemData(error);
    this.#ended(signal);
  }

  #ended(signal: AbortSignal): void {
    if (signal.aborted) return;
    this.busy = undefined;
    this.#tellNow(true, true);
  }

  #tellNow(always: boolean, areRows: boolean): void {
    const now = Date.now();
    if (!always && now - this.#toldAt < PACE) return;
    this.#toldAt = now;
    this.#changed(areRows);
  }
}
