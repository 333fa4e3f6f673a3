import type * as vscode from 'vscode';
import type { LintReport } from '../../core/lint/report.ts';
import type { LintSettings } from '../../core/lint/settings.ts';
import type { TextEdit } from '../../core/text/edit.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { WorkerClient } from '../../node/workerClient.ts';
import type { DiskState, DocumentReport, LintContract } from '../../protocol/lint.ts';
import type { Log } from '../log.ts';
import type { FileState } from './fileState.ts';

/** What a session needs of the service that keeps it. */
export interface SessionHost {
  readonly worker: Pick<WorkerClient<LintContract>, 'call'>;
  readonly log: Log;
  settingsOf(uri: vscode.Uri): Promise<LintSettings>;
  /** Runs a task when no other of them runs: after a crash it must be known which document was to blame. */
  alone<T>(task: () => Promise<T>): Promise<T>;
  stateChanged(session: DocumentSession): void;
}

/** Milliseconds without typing after which a document is linted, and the longest that typing can put it off. */
const PAUSE = 80;
const LONGEST_PAUSE = 500;

/**
 * Keeps the worker's copy of one open document the same as the editor's, one message at a time. Edits that come
 * meanwhile wait and go together; an answer about an older version is dropped.
 */
export class DocumentSession implements vscode.Disposable {
  readonly document: vscode.TextDocument;
  readonly #host: SessionHost;
  state: FileState;
  #edits: TextEdit[] = [];
  #firstEditAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #working = false;
  #closed = false;
  /** The worker holds the document; else it must be opened there. */
  #held = false;
  /** The disk is not to be trusted to hold this text. */
  #byText = false;
  #wasSaved = false;
  #sentSettings = '';
  /** They changed while they were worked out. */
  #settingsAreOld = false;
  #sentVersion = 0;
  #disk: DiskState | undefined;
  #crashes = 0;
  /** Nothing is sent: the document cannot be linted until somebody asks again, or its file is gone. */
  #stopped: 'failed' | 'vanished' | undefined;
  #waiting: ((state: FileState) => void)[] = [];

  constructor(document: vscode.TextDocument, host: SessionHost) {
    this.document = document;
    this.#host = host;
    this.state = { uri: document.uri, busy: true };
    void this.#work();
  }

  /** The state of the file on disk when the worker last read it. */
  get disk(): DiskState | undefined {
    return this.#disk;
  }

  edited(changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    if (changes.length === 0 || this.#stopped === 'failed') return;
    this.#stopped = undefined;
    if (this.#edits.length === 0) this.#firstEditAt = Date.now();
    this.#edits.push(...changes.map(toEdit));
    clearTimeout(this.#timer);
    const left = this.#firstEditAt + LONGEST_PAUSE - Date.now();
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, Math.min(PAUSE, left)));
  }

  saved(): void {
    if (this.#stopped === 'failed') return;
    this.#stopped = undefined;
    this.#wasSaved = true;
    this.#byText = false;
    this.#flush();
  }

  /** The file on disk is no longer what it was, or the last attempt failed: everything is read again. */
  reread(): void {
    this.#stopped = undefined;
    this.#held = false;
    this.#byText = false;
    this.#crashes = 0;
    this.#flush();
  }

  /** The worker died and knows nothing any more. */
  lost(): void {
    this.#held = false;
    if (!this.#working) this.#flush();
  }

  /** Something changed that settings are made of. */
  settingsMayDiffer(): void {
    this.#settingsAreOld = true;
    this.#flush();
  }

  /** The file is gone: there is nothing to be said of it until somebody writes it again. */
  vanished(): void {
    this.#stopped = 'vanished';
    this.#held = false;
    this.#disk = undefined;
    this.#publish({ uri: this.document.uri, busy: false });
  }

  /** The state for the text as it is now. It has no report when there is none to be had. */
  current(): Promise<FileState> {
    const isCurrent = this.#isQuiet() && this.state.version === this.document.version;
    if (this.#closed || this.#stopped || (isCurrent && !this.#working)) return Promise.resolve(this.state);
    const answer = new Promise<FileState>(resolve => this.#waiting.push(resolve));
    this.#flush();
    return answer;
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#settle();
    if (this.#held) this.#host.worker.call('close', { uri: this.#uri }).catch(() => {});
  }

  get #uri(): string {
    return this.document.uri.toString();
  }

  /** Nothing is left to be told. */
  #isQuiet(): boolean {
    return this.#edits.length === 0 && (this.#held || this.#stopped !== undefined);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#working || this.#closed || this.#stopped) return;
    this.#working = true;
    if (!this.state.busy) this.#publish({ ...this.state, problem: undefined, busy: true });
    try {
      while (!this.#closed && !this.#stopped && (this.#timer === undefined || this.#waiting.length > 0)) {
        this.#settingsAreOld = false;
        const settings = await this.#host.settingsOf(this.document.uri);
        if (this.#settingsAreOld) continue;
        const send = this.#next(settings);
        if (!send) break;
        this.#take(await send());
      }
    } catch (error) {
      this.#held = false;
      if (this.#isGivenUp(error)) this.#fail(error);
      else setImmediate(() => this.#flush());
    }
    this.#working = false;
    if (this.#closed || !this.#isQuiet()) return;
    if (this.state.busy) this.#publish({ ...this.state, busy: false });
    this.#settle();
  }

  /** What the worker is to be told next; undefined when it knows everything. */
  #next(settings: LintSettings): (() => Promise<DocumentReport>) | undefined {
    const { version } = this.document;
    const { worker } = this.#host;
    const uri = this.#uri;
    const settingsText = JSON.stringify(settings);
    if (!this.#held) {
      this.#edits = [];
      this.#wasSaved = false;
      this.#sentSettings = settingsText;
      this.#sentVersion = version;
      this.#held = true;
      const source = this.#source();
      return () =>
        this.#host.alone(() =>
          worker.call('open', { uri, version, name: nameOf(this.document), source, settings }),
        );
    }
    // A version may be new without any edit.
    if (this.#edits.length > 0 || this.#sentVersion !== version) {
      const edits = this.#edits;
      this.#edits = [];
      this.#sentVersion = version;
      return () => worker.call('change', { uri, version, edits });
    }
    if (this.#wasSaved) {
      this.#wasSaved = false;
      if (this.document.isDirty || this.document.uri.scheme !== 'file') return this.#next(settings);
      return () => worker.call('saved', { uri, version, path: this.document.uri.fsPath });
    }
    if (settingsText === this.#sentSettings) return undefined;
    this.#sentSettings = settingsText;
    return () => worker.call('configure', { uri, settings });
  }

  #source(): { path: string } | { text: string; byteOrderMark: boolean } {
    const { uri, isDirty } = this.document;
    if (uri.scheme === 'file' && !isDirty && !this.#byText) return { path: uri.fsPath };
    return { text: this.document.getText(), byteOrderMark: this.document.encoding === 'utf8bom' };
  }

  #take(report: DocumentReport): void {
    this.#crashes = 0;
    this.#disk = report.disk ?? this.#disk;
    if (this.#closed || !this.#held || report.version !== this.document.version) return;
    if (!this.#byText && report.held && !holdsTextOf(this.document, report.held)) {
      this.#host.log.info(`${this.#uri} shows another text than the disk; it is sent as text.`);
      this.#held = false;
      this.#byText = true;
      return;
    }
    const { version, held: _held, disk: _disk, ...rest } = report;
    this.#publish({ uri: this.document.uri, report: rest satisfies LintReport, version, busy: true });
  }

  /** After a failure: true when trying again would not help. */
  #isGivenUp(error: unknown): boolean {
    const { code, retryable } = toProblemData(error);
    if (code === 'internal' && !retryable) return true;
    if (retryable) return ++this.#crashes > 1;
    // The disk refuses; the editor still has the text.
    if (this.#byText) return true;
    this.#byText = true;
    return false;
  }

  #fail(error: unknown): void {
    const problem = toProblemData(error);
    this.#stopped = 'failed';
    this.#host.log.problem(problem);
    this.#publish({ uri: this.document.uri, problem, busy: false });
  }

  #publish(state: FileState): void {
    this.state = state;
    if (!this.#closed) this.#host.stateChanged(this);
  }

  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(this.state);
  }
}

/** Name without folders. A file that was never saved is not blamed for the name that it does not have. */
function nameOf({ uri, isUntitled }: vscode.TextDocument): string {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return isUntitled && !name.includes('.') ? `${name}.jsonl` : name;
}

/** A cheap comparison that finds nearly every difference, without making the text. */
function holdsTextOf(document: vscode.TextDocument, held: { lines: number; units: number }): boolean {
  const last = document.lineAt(document.lineCount - 1).range.end;
  const breaks = (document.lineCount - 1) * (document.eol === CRLF ? 2 : 1);
  return held.lines === document.lineCount && held.units === document.offsetAt(last) - breaks;
}

/** vscode.EndOfLine.CRLF: this file is tested where there is no vscode. */
const CRLF = 2;

function toEdit({ range, text }: vscode.TextDocumentContentChangeEvent): TextEdit {
  const { start, end } = range;
  return {
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
    newText: text,
  };
}
