import * as vscode from 'vscode';
import { type PageId, viewTypeOf } from '../../contributions/pages.ts';
import { type Disposable, DisposableStore } from '../../core/util/disposable.ts';
import { Channel, type Contract, type Handlers } from '../../protocol/channel.ts';
import type { Teller } from '../tell.ts';
import { pageHtml, pageOptions } from './pageHtml.ts';
import { webviewPort } from './webviewPort.ts';

/** What answers for one page. */
export interface PageOwner extends Disposable {
  /**
   * What the page shows before it has asked for anything, as plain data: read while VS Code opens the tab. A page that was
   * hidden begins with the same again, so it asks for the whole nevertheless.
   */
  first?(): Promise<unknown>;
}

/** What a kind of page needs of its owner. */
export interface PanelKind<Owner extends PageOwner> {
  /** Folder of media/ that the page is built from. */
  page: PageId;
  /** Where a new one opens. The keyboard stays in the editor when `preserveFocus` is set. */
  place: { viewColumn: vscode.ViewColumn; preserveFocus?: boolean };
  /** Loads what `fill` needs, where that is read late. Awaited when a page is made again; who shows one awaits it first. */
  load?(): Promise<unknown>;
  /**
   * Makes what answers for one page: sets the title, calls `connect`, and is disposed with the tab. `key` is all that
   * survives a reload, so everything else must be found by it.
   */
  fill(panel: Panel, key: string): Owner;
}

/** One page in an editor tab. */
export interface Panel {
  readonly webviewPanel: vscode.WebviewPanel;
  title: string;
  readonly isVisible: boolean;
  /** Fires when the page is shown or hidden. A hidden page forgets everything; shown again, it asks `ready`. */
  readonly onDidChangeVisibility: (listener: (isVisible: boolean) => void) => Disposable;
  /** Opens the conversation with the page, which ends with the tab. Called once, before `fill` returns. */
  connect<Serves extends Contract, Calls extends Contract>(
    handlers: Handlers<Serves>,
  ): Channel<Serves, Calls>;
}

interface OpenPanel<Owner> {
  panel: vscode.WebviewPanel;
  owner: Owner;
}

/** All open pages of one kind: one for each key, there again after a reload of the window. */
export class Panels<Owner extends PageOwner> implements Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #tell: Teller;
  readonly #kind: PanelKind<Owner>;
  readonly #open = new Map<string, OpenPanel<Owner>>();
  readonly #serializer: vscode.Disposable;

  constructor(extensionUri: vscode.Uri, tell: Teller, kind: PanelKind<Owner>) {
    this.#extensionUri = extensionUri;
    this.#tell = tell;
    this.#kind = kind;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(viewTypeOf(kind.page), {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const key = (state as { key?: unknown } | undefined)?.key;
        if (typeof key !== 'string' || this.#open.has(key)) return panel.dispose();
        try {
          await this.#kind.load?.();
          this.#fill(panel, key);
        } catch (thrown) {
          panel.dispose();
          tell.failed(thrown);
        }
      },
    });
  }

  /** The owner of the page with this key; undefined when it is not open. */
  get(key: string): Owner | undefined {
    return this.#open.get(key)?.owner;
  }

  /** The keys and owners of all open pages. */
  all(): [key: string, owner: Owner][] {
    return [...this.#open].map(([key, { owner }]) => [key, owner]);
  }

  /** Shows the page with this key, and opens it when it is not open yet. */
  show(key: string): Owner {
    const open = this.#open.get(key);
    const { page, place } = this.#kind;
    if (open) {
      open.panel.reveal(undefined, place.preserveFocus);
      return open.owner;
    }
    const options = { ...pageOptions, enableFindWidget: true };
    const panel = vscode.window.createWebviewPanel(viewTypeOf(page), 'Tunewright', place, options);
    try {
      return this.#fill(panel, key);
    } catch (thrown) {
      panel.dispose();
      throw thrown;
    }
  }

  /** Lets go of what answers; the tabs stay, for the next window to make them again. */
  dispose(): void {
    this.#serializer.dispose();
    for (const { owner } of this.#open.values()) owner.dispose();
    this.#open.clear();
  }

  #fill(webviewPanel: vscode.WebviewPanel, key: string): Owner {
    webviewPanel.webview.options = pageOptions;
    const store = new DisposableStore();
    const owner = this.#kind.fill(toPanel(webviewPanel, store), key);
    store.add(owner);
    this.#open.set(key, { panel: webviewPanel, owner });
    webviewPanel.onDidDispose(() => {
      store.dispose();
      if (this.#open.get(key)?.owner === owner) this.#open.delete(key);
    });
    void this.#write(webviewPanel, owner, key);
    return owner;
  }

  async #write({ webview }: vscode.WebviewPanel, owner: Owner, key: string): Promise<void> {
    try {
      // A page that gets nothing at first asks, and hears what is wrong.
      const first = await owner.first?.().catch(() => undefined);
      const html = await pageHtml(this.#extensionUri, this.#kind.page, { key }, first);
      if (this.#open.get(key)?.owner === owner) webview.html = html;
    } catch (thrown) {
      this.#tell.failed(thrown);
    }
  }
}

/** A tab as who fills it sees it. What it connects ends with `store`. */
export function toPanel(webviewPanel: vscode.WebviewPanel, store: DisposableStore): Panel {
  return {
    webviewPanel,
    get title() {
      return webviewPanel.title;
    },
    set title(title) {
      webviewPanel.title = title;
    },
    get isVisible() {
      return webviewPanel.visible;
    },
    onDidChangeVisibility: listener => {
      let wasVisible = webviewPanel.visible;
      return webviewPanel.onDidChangeViewState(() => {
        // It also fires when the tab only moves.
        if (webviewPanel.visible === wasVisible) return;
        wasVisible = webviewPanel.visible;
        listener(wasVisible);
      });
    },
    connect: handlers => store.add(new Channel(webviewPort(webviewPanel.webview), handlers)),
  };
}
