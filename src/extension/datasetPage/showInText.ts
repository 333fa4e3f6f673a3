import * as vscode from 'vscode';
import type { Path } from '../../core/jsonl/node.ts';
import { toVsCodeRange } from '../convert.ts';
import type { DatasetPage } from './datasetPage.ts';

/** Shows an example, or a place in it, in a text editor: in one that shows the file already, else beside the page. */
export async function showInText(page: DatasetPage, index: number, path: Path | undefined): Promise<void> {
  const { range } = await page.reader.call('readExample', { index, ...(path && { path }) });
  if (!range) return;
  const place = toVsCodeRange(range);
  const selection = path ? place : new vscode.Range(place.start, place.start);
  const open = vscode.window.visibleTextEditors.find(
    editor => editor.document.uri.toString() === page.uri.toString() && editor.viewColumn !== undefined,
  );
  const viewColumn = open?.viewColumn ?? vscode.ViewColumn.Beside;
  if (page.document) {
    const editor = await vscode.window.showTextDocument(page.document, { viewColumn, selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
  // What is too large for extensions is still shown by VS Code itself.
  await vscode.commands.executeCommand('vscode.openWith', page.uri, 'default', { viewColumn, selection });
}
