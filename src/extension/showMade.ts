import * as vscode from 'vscode';
import type { Offer } from './tell.ts';

/**
 * Opens a file that was just made. Whoever opened another one meanwhile keeps that in front, which VS Code takes for a
 * failure: the file is made nevertheless, and an offer to open it is returned.
 */
export async function showMade(
  file: vscode.Uri,
  options: vscode.TextDocumentShowOptions = { preview: false },
): Promise<Offer | undefined> {
  const document = await vscode.workspace.openTextDocument(file);
  try {
    await vscode.window.showTextDocument(document, options);
    return undefined;
  } catch {
    return { title: 'Open', run: () => vscode.window.showTextDocument(document, options) };
  }
}
