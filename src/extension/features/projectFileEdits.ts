import path from 'node:path';
import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../core/project/project.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import { replaceAll } from './applyFixes.ts';

/** The project file that speaks of a dataset, or that could. */
export interface ProjectPlace {
  uri: vscode.Uri;
  exists: boolean;
  /** The dataset relative to the project file's folder, with forward slashes. */
  relativePath: string;
}

/** Where the project file of a dataset is or would be. Undefined for a file that is in no workspace folder. */
export async function findProjectFile(
  { settings }: Services,
  dataset: vscode.Uri,
): Promise<ProjectPlace | undefined> {
  const known = await settings.projectFileOf(dataset);
  const folder = vscode.workspace.getWorkspaceFolder(dataset);
  if (dataset.scheme !== 'file' || (!known && !folder)) return undefined;
  const uri = known ? vscode.Uri.file(known.path) : vscode.Uri.joinPath(folder!.uri, PROJECT_FILE);
  const relativePath = path.relative(path.dirname(uri.fsPath), dataset.fsPath).replaceAll(path.sep, '/');
  return { uri, exists: known !== undefined, relativePath };
}

/**
 * Changes the text of a project file, or makes one: one step to undo. It is saved, so that it counts, unless it had
 * unsaved changes before. `change` returns undefined for a text that cannot be edited.
 */
export async function editProjectFile(
  { tell }: Services,
  place: ProjectPlace,
  change: (text: string) => string | undefined,
): Promise<void> {
  if (!place.exists) {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(place.uri, {
      ignoreIfExists: true,
      contents: new TextEncoder().encode(change('') ?? ''),
    });
    await vscode.workspace.applyEdit(edit);
    return;
  }
  const document = await vscode.workspace.openTextDocument(place.uri);
  const wasDirty = document.isDirty;
  const text = change(document.getText());
  if (text === undefined) {
    await vscode.window.showTextDocument(document);
    throw new Problem({
      code: 'rejected',
      message: `${PROJECT_FILE} is not valid, so it was left as it is.`,
      remedy: 'Mend what is underlined in it and try again.',
    });
  }
  if (text === document.getText()) return;
  await vscode.workspace.applyEdit(replaceAll(document, text));
  if (!wasDirty) await document.save();
  else {
    tell.done(`${PROJECT_FILE} had unsaved changes. What was added counts when it is saved.`, {
      title: 'Save',
      run: () => document.save(),
    });
  }
}
