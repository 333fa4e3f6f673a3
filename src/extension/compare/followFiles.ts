import * as vscode from 'vscode';
import { DisposableStore } from '../../core/util/disposable.ts';
import { followFile } from '../../node/followFile.ts';
import { openDocument, type PromptFolder } from '../templates/promptFolder.ts';

/**
 * Tells of files in a folder that are others than before, whoever changed them: an editor that saves, another window,
 * another program. `isWanted` is asked of each path first. A save is told of once, though VS Code sees it twice. `kept`
 * are files whose folders may still be to come: VS Code may not see what is written there.
 */
export function followFiles(
  folder: PromptFolder,
  isWanted: (file: string) => boolean,
  kept: readonly string[],
  changed: (file: string) => void,
): vscode.Disposable {
  const store = new DisposableStore();
  const seen = new Map<string, string>();
  const look = async (uri: vscode.Uri) => {
    const file = folder.pathOf(uri);
    if (file === undefined || !(kept.includes(file) || isWanted(file))) return;
    const state = await stateOf(uri);
    if (seen.get(file) === state) return;
    seen.set(file, state);
    changed(file);
  };
  store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => void look(uri)));
  // What another program writes arrives in an open editor later than on the disk.
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!document.isDirty) void look(document.uri);
    }),
  );
  for (const file of kept) {
    const uri = folder.uriOf(file);
    store.add(followFile(uri.fsPath, () => void look(uri)));
  }
  for (const pattern of patternsOf(folder.root)) {
    const watcher = store.add(vscode.workspace.createFileSystemWatcher(pattern));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      store.add(event(uri => void look(uri)));
  }
  return store;
}

/** A workspace is watched as a whole anyway. Of another folder only what comparisons are made of is, not all below it. */
function patternsOf(root: vscode.Uri): vscode.GlobPattern[] {
  if (vscode.workspace.getWorkspaceFolder(root)) return ['**/*'];
  return ['', '.tunewright', '.tunewright/results'].map(
    below => new vscode.RelativePattern(vscode.Uri.joinPath(root, below), '*'),
  );
}

/** Another text for each state of a file on the disk and in its editor. */
async function stateOf(uri: vscode.Uri): Promise<string> {
  const version = openDocument(uri)?.version;
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return JSON.stringify([mtime, size, version]);
  } catch {
    return JSON.stringify(['gone', version]);
  }
}
