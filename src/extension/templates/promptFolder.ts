import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** A file that is larger is no part of a prompt. */
const MAX_BYTES = 5_000_000;

/** The folder whose files a prompt may be made of: its workspace folder, or its own where there is none. */
export class PromptFolder {
  readonly root: vscode.Uri;

  constructor(prompt: vscode.Uri) {
    this.root = vscode.workspace.getWorkspaceFolder(prompt)?.uri ?? vscode.Uri.joinPath(prompt, '..');
  }

  /** Path relative to the folder, with `/`; undefined for what is not in it. */
  pathOf(uri: vscode.Uri): string | undefined {
    const base = this.root.path.endsWith('/') ? this.root.path : `${this.root.path}/`;
    const isInside =
      uri.scheme === this.root.scheme && uri.authority === this.root.authority && uri.path.startsWith(base);
    return isInside ? uri.path.slice(base.length) : undefined;
  }

  uriOf(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.root, file);
  }

  /** The text that an editor holds of a file, else the one on disk; undefined when there is none. */
  async read(file: string, largest = MAX_BYTES): Promise<string | undefined> {
    const open = openDocument(this.uriOf(file));
    return open ? open.getText() : this.readSaved(file, largest);
  }

  /** The text on disk; undefined when there is none. */
  async readSaved(file: string, largest = MAX_BYTES): Promise<string | undefined> {
    const uri = this.uriOf(file);
    try {
      const { size, type } = await vscode.workspace.fs.stat(uri);
      const isText = (type & vscode.FileType.File) !== 0 && size <= largest;
      if (!isText || !(await this.#isReallyInside(uri))) return undefined;
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return undefined;
    }
  }

  /** Links must not lead templates of strangers out of the folder. */
  async #isReallyInside(uri: vscode.Uri): Promise<boolean> {
    if (uri.scheme !== 'file') return true;
    const [root, file] = await Promise.all([realpath(this.root.fsPath), realpath(uri.fsPath)]);
    const relative = path.relative(root, file);
    return !relative.startsWith('..') && !path.isAbsolute(relative);
  }
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === key);
}
