import * as vscode from 'vscode';

/** Folders in which nobody keeps datasets; those whose name begins with a dot are skipped too. */
const SKIPPED = ['node_modules', '__pycache__', 'venv', 'site-packages', '.*'];

/** The datasets of the open folders, as far as a name can tell. */
export async function listDatasets(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/*.{jsonl,ndjson}', `**/{${SKIPPED.join(',')}}/**`);
  return found.filter(isDatasetPath);
}

/** Whether a file of a folder that is open is listed. */
export function isDatasetPath(uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return false;
  const parents = uri.path.slice(folder.uri.path.length).split('/').slice(1, -1);
  return !parents.some(name => name.startsWith('.') || SKIPPED.includes(name));
}
