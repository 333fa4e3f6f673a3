import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { chosenFile } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { editProjectFile, findProjectFile, type ProjectPlace } from './projectFileEdits.ts';
import { PROJECT_FILE } from '../../core/project/project.ts';

/** Shows the project file of a dataset, or begins one that explains itself. */
export function registerOpenProjectFile(services: Services): vscode.Disposable {
  return registerCommand('tunewright.openProjectFile', services.tell, async text => {
    const place = await placeFor(services, text);
    if (!place) throw noFolderProblem();
    if (!place.exists) await editProjectFile(services, place, () => BEGINNING);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(place.uri));
  });
}

async function placeFor(services: Services, text: string | undefined): Promise<ProjectPlace | undefined> {
  const uri = chosenFile(text);
  const ofDataset = uri && services.lint.state(uri) && (await findProjectFile(services, uri));
  if (ofDataset) return ofDataset;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  // Any name in the folder will do: what is looked for is the project file beside it or above.
  return folder && findProjectFile(services, vscode.Uri.joinPath(folder.uri, PROJECT_FILE));
}

function noFolderProblem(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'A project file lives in a folder, and none is open here.',
    remedy: 'Open the folder of your datasets and try again.',
  });
}

const BEGINNING = `{
  // For whom the datasets beside and below this file are meant. Hover over a key to see what it means.
  "target": "generic",
  "datasets": [
    // What holds for some of them; later entries win.
    // { "files": "data/train.jsonl", "validation": "data/valid.jsonl", "method": "supervised" }
  ],
  // Severities and options of rules.
  "rules": {}
}
`;
