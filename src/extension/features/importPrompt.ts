import * as vscode from 'vscode';
import { activeFile } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** Files of other tools that hold prompts. */
const IMPORTED = /\.prompty$|(^|\/)tensorzero\.toml$/i;

/** *Import Prompt*: of the file that was clicked, else the one in front, else one that the user picks. */
export function registerImportPrompt({ tell }: Services): vscode.Disposable {
  return registerCommand('tunewright.importPrompt', tell, async clicked => {
    const uri = clicked ?? inFront() ?? (await pick());
    if (!uri) return;
    const { importPrompt } = await import('../templates/importPrompt.ts');
    await importPrompt(uri, tell);
  });
}

function inFront(): vscode.Uri | undefined {
  const uri = activeFile();
  return uri && IMPORTED.test(uri.path) ? uri : undefined;
}

async function pick(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/{*.prompty,tensorzero.toml}', '**/node_modules/**', 500);
  const items = found
    .map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Import Prompt',
    placeHolder:
      items.length > 0
        ? 'A .prompty file, or a tensorzero.toml whose functions are imported'
        : 'There is no .prompty file and no tensorzero.toml in this workspace.',
  });
  return chosen?.uri;
}
