import * as vscode from 'vscode';
import { ROW_FILES } from '../../../core/rows/readRows.ts';
import { cancelledProblem, Problem } from '../../../core/util/problem.ts';
import { activeFile, fileName, folderOf } from '../../files.ts';
import { isTemplate } from './chooseBatchTemplate.ts';

const TABLE = new RegExp(`\\.(${ROW_FILES.join('|')})$`, 'i');
/** JSON files that are about a project and hold no rows. */
const NO_ROWS = /(^|\/)(package(-lock)?|tsconfig[^/]*|.*\.(prompt|inputs|compare|tune|grader|users))\.json$/i;

/** The table to read rows from: what was clicked, else one of the workspace or any other. */
export async function chooseTable(
  clicked: vscode.Uri | undefined,
  title: string,
  placeHolder: string,
): Promise<vscode.Uri> {
  if (clicked && !isTemplate(clicked)) return onDisk(clicked);
  const active = activeFile();
  const found = await vscode.workspace.findFiles(
    `**/*.{${ROW_FILES.join(',')}}`,
    '**/{node_modules,.tunewright,.vscode}/**',
    500,
  );
  const tables = found.filter(uri => TABLE.test(uri.path) && !NO_ROWS.test(uri.path));
  // What stands in front comes first, then what lies beside it.
  const rank = (uri: vscode.Uri) =>
    uri.toString() === active?.toString() ? 0 : active && folderOf(uri) === folderOf(active) ? 1 : 2;
  const items = tables
    .sort((one, other) => rank(one) - rank(other) || one.path.localeCompare(other.path))
    .map(uri => ({ label: `$(table) ${fileName(uri)}`, description: folderOf(uri), uri }));
  const browse = {
    label: '$(folder-opened) Another file…',
    description: 'JSONL, JSON, CSV or TSV',
    alwaysShow: true,
  };
  const chosen = await vscode.window.showQuickPick<{ label: string; uri?: vscode.Uri }>([...items, browse], {
    title,
    placeHolder,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen) throw cancelledProblem();
  return onDisk(chosen.uri ?? (await browseFor({ filters: { Tables: [...ROW_FILES], 'All files': ['*'] } })));
}

/** The folder to read documents from: what was clicked, else one that is chosen. */
export async function chooseFolder(clicked: vscode.Uri | undefined, title: string): Promise<vscode.Uri> {
  if (clicked && !isTemplate(clicked)) return onDisk(clicked);
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  return onDisk(
    await browseFor({
      title,
      canSelectFolders: true,
      canSelectFiles: false,
      ...(workspace && { defaultUri: workspace.uri }),
    }),
  );
}

async function browseFor(options: vscode.OpenDialogOptions): Promise<vscode.Uri> {
  const [chosen] = (await vscode.window.showOpenDialog({ openLabel: 'Choose', ...options })) ?? [];
  if (!chosen) throw cancelledProblem();
  return chosen;
}

function onDisk(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme === 'file') return uri;
  throw new Problem({
    code: 'not-supported',
    message: `${fileName(uri)} is not on this disk.`,
    remedy: 'Save it in a folder on this machine and try again.',
  });
}
