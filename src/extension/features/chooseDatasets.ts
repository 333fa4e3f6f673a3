import * as vscode from 'vscode';
import { activeFile, fileName } from '../files.ts';

interface Choice extends vscode.QuickPickItem {
  choose(): Promise<readonly vscode.Uri[]> | readonly vscode.Uri[];
}

/** Asks what to lint. Empty when nothing was chosen. */
export async function chooseDatasets(): Promise<readonly vscode.Uri[]> {
  const picked = await vscode.window.showQuickPick(choices(), {
    title: 'Lint Dataset',
    placeHolder: 'What would you like to lint?',
  });
  return (await picked?.choose()) ?? [];
}

/** Asks for one file. Undefined when none was chosen. */
export async function chooseFile(
  openLabel: string,
  others: readonly string[] = [],
): Promise<vscode.Uri | undefined> {
  const filters = { Datasets: ['jsonl', 'ndjson', ...others], 'All files': ['*'] };
  const [file] = await browse({ openLabel, filters });
  return file;
}

function choices(): Choice[] {
  const file = activeFile();
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [
    ...(file?.scheme === 'file'
      ? [{ label: `$(file) ${fileName(file)}`, description: 'the active file', choose: () => [file] }]
      : []),
    ...(folders.length > 0
      ? [
          {
            label: '$(root-folder) All datasets of the workspace',
            description: 'every .jsonl file',
            choose: () => folders.map(folder => folder.uri),
          },
        ]
      : []),
    {
      label: '$(folder-opened) Choose files…',
      description: 'of any name and size',
      choose: () =>
        browse({
          openLabel: 'Lint',
          canSelectMany: true,
          filters: { Datasets: ['jsonl', 'ndjson', 'json', 'txt'], 'All files': ['*'] },
        }),
    },
    {
      label: '$(folder) Choose a folder…',
      choose: () => browse({ openLabel: 'Lint', canSelectFolders: true, canSelectFiles: false }),
    },
  ];
}

async function browse(options: vscode.OpenDialogOptions): Promise<readonly vscode.Uri[]> {
  return (await vscode.window.showOpenDialog(options)) ?? [];
}
