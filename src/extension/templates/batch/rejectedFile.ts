import * as vscode from 'vscode';
import type { RejectedLine } from '../../../core/batch/answerLines.ts';
import { datasetNameOf } from '../../../core/batch/batchNames.ts';
import { parseRejected } from '../../../core/batch/rejected.ts';
import { Problem } from '../../../core/util/problem.ts';
import { fileName } from '../../files.ts';

/** A file of rejected lines with the dataset that they are missing from. */
export class RejectedFile {
  readonly uri: vscode.Uri;
  readonly dataset: vscode.Uri;

  /** Throws a `Problem` when the name is not that of such a file. */
  constructor(uri: vscode.Uri) {
    const name = datasetNameOf(fileName(uri));
    if (name === undefined) throw noRejectedFile(uri);
    this.uri = uri;
    this.dataset = vscode.Uri.joinPath(uri, '..', name);
  }

  /** The lines that are left. */
  async lines(): Promise<RejectedLine[]> {
    return parseRejected((await vscode.workspace.openTextDocument(this.uri)).getText());
  }

  /** The lines of the dataset; none when there is no dataset yet. */
  async good(): Promise<string[]> {
    const document = await openIfThere(this.dataset);
    const text = document?.getText() ?? '';
    return text.split(/\r\n|\n/).filter(line => line.trim() !== '');
  }

  /** Puts a line into the dataset and takes the rejected one out of this file: one step to undo, then saved. */
  accept(rejected: RejectedLine, line: string): Promise<void> {
    return this.#settle([rejected], line);
  }

  drop(rejected: readonly RejectedLine[]): Promise<void> {
    return this.#settle(rejected, undefined);
  }

  async #settle(rejected: readonly RejectedLine[], line: string | undefined): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.uri);
    const edit = new vscode.WorkspaceEdit();
    const left = rejected.map(keyOf);
    for (let number = document.lineCount - 1; number >= 0; number--) {
      const [one] = parseRejected(document.lineAt(number).text);
      const at = one ? left.indexOf(keyOf(one)) : -1;
      if (at < 0) continue;
      // A line that stands there twice is settled once for each.
      left.splice(at, 1);
      edit.delete(this.uri, document.lineAt(number).rangeIncludingLineBreak);
    }
    if (line !== undefined) await this.#append(edit, line);
    if (!(await vscode.workspace.applyEdit(edit))) throw notEdited(this.uri);
    await document.save();
    if (line !== undefined) await (await vscode.workspace.openTextDocument(this.dataset)).save();
  }

  async #append(edit: vscode.WorkspaceEdit, line: string): Promise<void> {
    const dataset = await openIfThere(this.dataset);
    if (!dataset) {
      edit.createFile(this.dataset, { contents: new TextEncoder().encode(`${line}\n`) });
      return;
    }
    const { end } = dataset.lineAt(dataset.lineCount - 1).range;
    edit.insert(this.dataset, end, end.character > 0 ? `\n${line}\n` : `${line}\n`);
  }
}

function keyOf({ from, text }: RejectedLine): string {
  return JSON.stringify([from, text]);
}

async function openIfThere(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function noRejectedFile(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'rejected',
    message: `${fileName(uri)} is no file of rejected lines.`,
    remedy: 'Choose a NAME_rejected.jsonl that Run over Dataset or Run over Folder wrote.',
  });
}

function notEdited(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'rejected',
    message: `${fileName(uri)} could not be changed.`,
    remedy: 'Close what else edits it and try again.',
  });
}
