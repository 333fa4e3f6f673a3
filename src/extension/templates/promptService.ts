import * as vscode from 'vscode';
import { DisposableStore } from '../../core/util/disposable.ts';
import { type LoadedPrompt, loadPrompt } from './loadPrompt.ts';
import { openDocument } from './promptFolder.ts';
import { kindOfDocument } from './promptKinds.ts';
import { variantsOf, variantsWith } from './variants.ts';

/** Milliseconds that typing may pause before a prompt is read again. */
const READ_AFTER = 25;

interface Session {
  uri: vscode.Uri;
  /** As it was last read; absent before, and when the file is gone. */
  loaded: LoadedPrompt | undefined;
  /** Reading that is under way or due; absent when `loaded` is the latest. */
  reading: Promise<void> | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Who wants the session to stay: the open document, previews, documents that are part of the prompt. */
  holders: Set<unknown>;
  turn: number;
}

/** Keeps the prompts that are open or previewed, read again whenever one of their files changes. */
export class PromptService implements vscode.Disposable {
  readonly #sessions = new Map<string, Session>();
  readonly #loaded = new vscode.EventEmitter<LoadedPrompt>();
  readonly #gone = new vscode.EventEmitter<vscode.Uri>();
  readonly #store = new DisposableStore();
  #watches = false;
  /** The prompt whose page has the keyboard; undefined when none has. */
  inFront: vscode.Uri | undefined;
  /** Told with each prompt after it was read. */
  readonly onDidLoad = this.#loaded.event;
  /** Told when a prompt is no longer kept, or its file is gone. */
  readonly onDidForget = this.#gone.event;

  /** Begins with the documents that are open already. */
  start(): void {
    const { workspace } = vscode;
    this.#store.add(workspace.onDidOpenTextDocument(document => void this.#opened(document)));
    this.#store.add(workspace.onDidCloseTextDocument(({ uri }) => this.release(uri.toString())));
    this.#store.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#changed(document.uri);
      }),
    );
    for (const document of workspace.textDocuments) void this.#opened(document);
  }

  /** The prompts that are kept, as they were last read. */
  all(): LoadedPrompt[] {
    return [...this.#sessions.values()].flatMap(({ loaded }) => loaded ?? []);
  }

  /** The prompt as it is now; undefined when it is not kept or its file is gone. */
  async fresh(uri: vscode.Uri): Promise<LoadedPrompt | undefined> {
    const session = this.#sessions.get(uri.toString());
    if (!session) return undefined;
    // While one reading is under way, a change may make another one due.
    while (session.timer || session.reading) {
      if (session.timer) this.#readNow(session);
      await session.reading;
    }
    return session.loaded;
  }

  /** Keeps a prompt until its holder releases it. */
  hold(uri: vscode.Uri, holder: unknown): void {
    const key = uri.toString();
    const known = this.#sessions.get(key);
    if (known) {
      known.holders.add(holder);
      return;
    }
    const holders = new Set([holder]);
    const session: Session = {
      uri,
      holders,
      loaded: undefined,
      reading: undefined,
      timer: undefined,
      turn: 0,
    };
    this.#sessions.set(key, session);
    this.#watch();
    this.#readNow(session);
  }

  /** Lets go of everything that a holder kept. */
  release(holder: unknown): void {
    for (const [key, session] of this.#sessions) {
      if (!session.holders.delete(holder) || session.holders.size > 0) continue;
      clearTimeout(session.timer);
      session.turn++;
      this.#sessions.delete(key);
      this.#gone.fire(session.uri);
    }
  }

  /** The prompts that a template file is part of, those that are not open too. */
  async promptsWith(part: vscode.Uri): Promise<LoadedPrompt[]> {
    const found = await vscode.workspace.findFiles(
      '**/*.{prompt.json,prompty}',
      '**/node_modules/**',
      MAX_PROMPTS,
    );
    const open = this.all().map(({ uri }) => uri);
    const variants = await variantsWith(part);
    const uris = new Map([...open, ...found, ...variants].map(uri => [uri.toString(), uri]));
    const prompts = await Promise.all(
      [...uris.values()].map(uri => (this.#sessions.has(uri.toString()) ? this.fresh(uri) : loadPrompt(uri))),
    );
    return prompts.filter(prompt => prompt !== undefined && isPart(part, prompt)) as LoadedPrompt[];
  }

  dispose(): void {
    this.#store.dispose();
    for (const { timer } of this.#sessions.values()) clearTimeout(timer);
    this.#sessions.clear();
    this.#loaded.dispose();
    this.#gone.dispose();
  }

  async #opened({ uri }: vscode.TextDocument): Promise<void> {
    const kind = kindOfDocument(uri);
    const key = uri.toString();
    if (kind) this.hold(uri, key);
    const wanted = async () =>
      kind === 'part' ? (await this.promptsWith(uri)).map(prompt => prompt.uri) : variantsOf(uri);
    if (kind === 'prompt') return;
    const prompts = await wanted();
    if (openDocument(uri)) for (const prompt of prompts) this.hold(prompt, key);
  }

  #changed(uri: vscode.Uri): void {
    const key = uri.toString();
    for (const [own, session] of this.#sessions) {
      const { loaded } = session;
      const path = loaded?.folder.pathOf(uri);
      if (own === key || (path !== undefined && loaded?.asked.has(path))) this.#readSoon(session);
    }
  }

  #readSoon(session: Session): void {
    clearTimeout(session.timer);
    session.turn++;
    session.timer = setTimeout(() => this.#readNow(session), READ_AFTER);
  }

  #readNow(session: Session): void {
    clearTimeout(session.timer);
    session.timer = undefined;
    const turn = ++session.turn;
    const reading = loadPrompt(session.uri).then(loaded => {
      if (session.reading === reading) session.reading = undefined;
      if (turn !== session.turn) return;
      session.loaded = loaded;
      if (loaded) this.#loaded.fire(loaded);
      else this.#gone.fire(session.uri);
    });
    session.reading = reading;
  }

  /** Files that no editor shows are watched from the first prompt on. */
  #watch(): void {
    if (this.#watches) return;
    this.#watches = true;
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher('**/*'));
    const onDisk = (uri: vscode.Uri) => {
      if (this.#sessions.size > 0 && !openDocument(uri)) this.#changed(uri);
    };
    this.#store.add(watcher.onDidChange(onDisk));
    this.#store.add(watcher.onDidCreate(onDisk));
    this.#store.add(watcher.onDidDelete(onDisk));
  }
}

/** More prompts than this are not searched for one that a template is part of. */
const MAX_PROMPTS = 300;

/** Whether a file is one of those that a prompt is made of. */
export function isPart(part: vscode.Uri, { folder, file }: LoadedPrompt): boolean {
  const path = folder.pathOf(part);
  // Its files are those of all functions.
  if (file.kind === 'tensorzero') return file.slots.some(slot => slot.file === path);
  return path !== undefined && path !== file.path && Object.hasOwn(file.files, path);
}
