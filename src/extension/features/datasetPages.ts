import * as vscode from 'vscode';
import { DATASET_EDITOR, DATASET_READER } from '../../contributions/customEditors.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import type { DatasetPage } from '../datasetPage/datasetPage.ts';
import { goToExample } from '../datasetPage/goToExample.ts';
import { textPlace } from '../datasetPage/textPlace.ts';
import { activeFile, isTooLarge, noDatasetProblem } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { pageHtml, pageOptions } from '../webviews/pageHtml.ts';
import { toPanel } from '../webviews/panel.ts';

/**
 * The dataset page, a second editor for datasets, and *Go to Example*, there and in text. Documents that VS Code hands
 * to extensions are edited in it; of larger files the read-only page takes its place, however it was opened.
 */
export function registerDatasetPages(services: Services): vscode.Disposable {
  const { context, tell, lint } = services;
  const pages = new Set<DatasetPage>();
  const highlight = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    isWholeLine: true,
  });
  /** Examples that are to be shown on pages that are being opened, by file. */
  const wanted = new Map<string, number>();

  const fill = async (
    webviewPanel: vscode.WebviewPanel,
    uri: vscode.Uri,
    document: vscode.TextDocument | undefined,
  ) => {
    const code = await import('../datasetPage/datasetPage.ts');
    const { webview } = webviewPanel;
    webview.options = pageOptions;
    const store = new DisposableStore();
    const page = store.add(new code.DatasetPage(services, toPanel(webviewPanel, store), uri, document));
    pages.add(page);
    webviewPanel.onDidDispose(() => {
      pages.delete(page);
      store.dispose();
    });
    const index = wanted.get(uri.toString());
    wanted.delete(uri.toString());
    if (index !== undefined) page.goTo(index);
    const html = await pageHtml(context.extensionUri, 'dataset', { key: uri.toString() });
    if (pages.has(page)) webview.html = html;
  };

  const open = async (uri: vscode.Uri, index: number | undefined) => {
    const viewType = (await isTooLarge(uri)) ? DATASET_READER : DATASET_EDITOR;
    const shown = [...pages].find(page => page.uri.toString() === uri.toString());
    if (index !== undefined && !shown) wanted.set(uri.toString(), index);
    const viewColumn = shown?.panel.webviewPanel.viewColumn;
    await vscode.commands.executeCommand('vscode.openWith', uri, viewType, viewColumn);
    if (index !== undefined) shown?.goTo(index);
  };

  return vscode.Disposable.from(
    highlight,
    vscode.window.registerCustomEditorProvider(DATASET_EDITOR, {
      resolveCustomTextEditor: (document, panel) => fill(panel, document.uri, document),
    }),
    vscode.window.registerCustomEditorProvider(
      DATASET_READER,
      {
        openCustomDocument: uri => ({ uri, dispose: () => {} }),
        resolveCustomEditor: ({ uri }, panel) => fill(panel, uri, undefined),
      },
      { supportsMultipleEditorsPerDocument: true },
    ),
    vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
      for (const tab of opened) replaceTooLarge(tab).catch(error => tell.failed(error));
    }),
    registerCommand('tunewright.openDatasetPage', tell, async given => {
      const uri = uriOf(given) ?? activeFile();
      if (!uri) throw noDatasetProblem();
      const editor = vscode.window.activeTextEditor;
      const isFromText = editor?.document.uri.toString() === uri.toString();
      await open(uri, isFromText ? await exampleAt(services, editor) : undefined);
    }),
    registerCommand('tunewright.goToExample', tell, async number => {
      const page = [...pages].find(one => one.panel.webviewPanel.active);
      if (page) {
        if (number === undefined) await goToExample(await page.place());
        else page.goTo(number - 1);
        return;
      }
      const editor = vscode.window.activeTextEditor;
      if (!editor || !lint.documentOf(editor.document.uri)) throw noDatasetProblem();
      const place = await textPlace(lint, editor, highlight);
      if (number === undefined) return goToExample(place);
      const found = await place.find(number);
      if (found) place.accept(found);
    }),
  );
}

/** VS Code has no document for the page of a file that is too large: it can only say that something went wrong. */
async function replaceTooLarge(tab: vscode.Tab): Promise<void> {
  const { input } = tab;
  if (!(input instanceof vscode.TabInputCustom) || input.viewType !== DATASET_EDITOR) return;
  const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === input.uri.toString());
  if (isOpen || !(await isTooLarge(input.uri))) return;
  await vscode.commands.executeCommand('vscode.openWith', input.uri, DATASET_READER, tab.group.viewColumn);
  await vscode.window.tabGroups.close(tab);
}

function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  return given && typeof given === 'object' && 'uri' in given && given.uri instanceof vscode.Uri
    ? given.uri
    : undefined;
}

async function exampleAt({ lint }: Services, editor: vscode.TextEditor): Promise<number | undefined> {
  const { document, selection } = editor;
  if (!lint.documentOf(document.uri)) return undefined;
  const { line, character } = selection.active;
  return (await lint.read(document.uri, 'exampleAt', { at: { line, character } }))?.found?.index;
}
