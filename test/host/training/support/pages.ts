import * as vscode from 'vscode';
import { until } from '../../lint/support/waiting.ts';
import { Channel, type Contract, type Handlers } from '../../../../src/protocol/channel.ts';

/** A page in an editor tab, with the test in the place of the page's own script. */
export interface FakePage {
  viewType: string;
  panel: vscode.WebviewPanel;
  /** Talks to the extension as the page does. */
  connect<Serves extends Contract, Calls extends Contract>(
    handlers: Handlers<Serves>,
  ): Channel<Serves, Calls>;
}

/** The pages that were opened since `stubPages`, the newest last. */
export const pages: FakePage[] = [];

const opened = new vscode.EventEmitter<FakePage>();

/** Fires when a page is opened. */
export const onDidOpenPage = opened.event;

let original: typeof vscode.window.createWebviewPanel | undefined;

/** From now on pages open without a tab, and the test speaks for them. */
export function stubPages(): void {
  pages.length = 0;
  original ??= vscode.window.createWebviewPanel;
  vscode.window.createWebviewPanel = ((viewType: string, title: string) => {
    const page = fakePage(viewType, title);
    pages.push(page);
    queueMicrotask(() => opened.fire(page));
    return page.panel;
  }) as never;
}

/** The newest page of a kind, as soon as there is one. */
export async function openedPage(kind: string): Promise<FakePage> {
  const found = () => pages.findLast(({ viewType }) => viewType.endsWith(kind));
  await until(() => found() !== undefined, onDidOpenPage);
  return found()!;
}

export function restorePages(): void {
  for (const { panel } of pages.splice(0)) panel.dispose();
  if (original) vscode.window.createWebviewPanel = original;
}

function fakePage(viewType: string, title: string): FakePage {
  const toPage = new vscode.EventEmitter<unknown>();
  const fromPage = new vscode.EventEmitter<unknown>();
  const disposed = new vscode.EventEmitter<void>();
  const viewState = new vscode.EventEmitter<never>();
  const webview = {
    html: '',
    options: {},
    cspSource: 'self',
    asWebviewUri: (uri: vscode.Uri) => uri,
    // What is posted crosses a process boundary: only plain data does.
    postMessage: async (message: unknown) => {
      toPage.fire(structuredClone(message));
      return true;
    },
    onDidReceiveMessage: fromPage.event,
  };
  const panel = {
    ...{ viewType, title, webview, visible: true, active: true, viewColumn: vscode.ViewColumn.One },
    reveal() {},
    dispose: () => disposed.fire(),
    onDidDispose: disposed.event,
    onDidChangeViewState: viewState.event,
  };
  return {
    viewType,
    panel: panel as unknown as vscode.WebviewPanel,
    connect: handlers =>
      new Channel(
        {
          post: message => fromPage.fire(structuredClone(message)),
          onMessage: listener => toPage.event(listener),
        },
        handlers,
      ),
  };
}

/** Takes the place of the pages in each test. */
export function usePages(): void {
  beforeEach(stubPages);
  afterEach(restorePages);
}
