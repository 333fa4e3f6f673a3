import * as vscode from 'vscode';
import { DisposableStore } from '../../core/util/disposable.ts';
import { DocumentSession, type SessionHost } from './documentSession.ts';

/** The documents that are linted while they are open: JSON Lines, and whatever else was asked for. */
export class OpenDocuments implements vscode.Disposable {
  readonly #sessions = new Map<string, DocumentSession>();
  /** Files of other languages that somebody chose to lint. */
  readonly #chosen = new Set<string>();
  readonly #host: SessionHost;
  readonly #isEnabled: (uri: vscode.Uri) => boolean;
  readonly #onOpenOrClose: (uri: vscode.Uri) => void;
  readonly #store = new DisposableStore();

  constructor(
    host: SessionHost,
    isEnabled: (uri: vscode.Uri) => boolean,
    onOpenOrClose: (uri: vscode.Uri) => void,
  ) {
    this.#host = host;
    this.#isEnabled = isEnabled;
    this.#onOpenOrClose = onOpenOrClose;
    const { workspace } = vscode;
    this.#store.add(workspace.onDidOpenTextDocument(document => this.#open(document)));
    this.#store.add(workspace.onDidCloseTextDocument(document => this.#close(document)));
    this.#store.add(workspace.onDidSaveTextDocument(document => this.of(document.uri)?.saved()));
    this.#store.add(
      workspace.onDidChangeTextDocument(event => this.of(event.document.uri)?.edited(event.contentChanges)),
    );
  }

  /** Begins with the documents that are open already. */
  start(): void {
    for (const document of vscode.workspace.textDocuments) this.#open(document);
  }

  of(uri: vscode.Uri): DocumentSession | undefined {
    return this.#sessions.get(uri.toString());
  }

  all(): DocumentSession[] {
    return [...this.#sessions.values()];
  }

  /** Lints a document from now on, whatever its language. Does nothing while it is not open. */
  choose(uri: vscode.Uri): void {
    this.#chosen.add(uri.toString());
    const document = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
    if (document) this.#open(document);
  }

  /** Opens and closes sessions as the settings now want it. */
  reconsider(): void {
    for (const session of this.all()) if (!this.#isWanted(session.document)) this.#close(session.document);
    this.start();
  }

  dispose(): void {
    this.#store.dispose();
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
  }

  #open(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (document.isClosed || this.#sessions.has(key) || !this.#isWanted(document)) return;
    this.#sessions.set(key, new DocumentSession(document, this.#host));
    this.#onOpenOrClose(document.uri);
  }

  #close(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const session = this.#sessions.get(key);
    if (!session) return;
    this.#sessions.delete(key);
    session.dispose();
    this.#onOpenOrClose(document.uri);
  }

  #isWanted(document: vscode.TextDocument): boolean {
    const { uri, languageId } = document;
    if (this.#chosen.has(uri.toString())) return true;
    return languageId === 'jsonl' && isEditable(uri.scheme) && this.#isEnabled(uri);
  }
}

/** False for what is only looked at, such as the older side of a comparison. */
export function isEditable(scheme: string): boolean {
  return scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}
