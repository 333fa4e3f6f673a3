import * as vscode from 'vscode';

/** Sets up these connections and no others; undefined for none. */
export async function connect(connections: readonly object[] | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('tunewright')
    .update('connections', connections, vscode.ConfigurationTarget.Global);
}
