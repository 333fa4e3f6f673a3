import * as vscode from 'vscode';

/** A file that is not there yet: `stem` and the ending, with a number when that is taken. */
export async function freeFile(folder: vscode.Uri, stem: string, ending: string): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.joinPath(folder, `${stem}${number === 1 ? '' : `-${number}`}${ending}`);
    const isTaken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isTaken) return uri;
  }
}
