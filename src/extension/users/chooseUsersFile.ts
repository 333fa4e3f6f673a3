import * as vscode from 'vscode';
import { cancelledProblem } from '../../core/util/problem.ts';
import { activeFile, fileName, folderOf } from '../files.ts';

/** The users file that was clicked, or is in front, or that the user picks. Throws `cancelled` when they leave. */
export async function chooseUsersFile(clicked: vscode.Uri | undefined): Promise<vscode.Uri> {
  const near = clicked ?? activeFile();
  if (near && isUsersFile(near)) return near;
  const found = await vscode.workspace.findFiles('**/*.users.{json,jsonc}', '**/node_modules/**', 200);
  const items = [
    ...found
      .map(uri => ({
        label: fileName(uri),
        description: folderOf(uri),
        uri,
      }))
      .sort((one, other) => one.label.localeCompare(other.label)),
    { label: '$(new-file) New users file…', uri: undefined },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Generate Conversations',
    placeHolder: 'A *.users.json file says who talks to whom',
  });
  if (!chosen) throw cancelledProblem();
  if (chosen.uri) return chosen.uri;
  await newUsersFile();
  throw cancelledProblem();
}

function isUsersFile({ path }: vscode.Uri): boolean {
  return /\.users\.jsonc?$/i.test(path);
}

/** Opens one that works as it is, to be changed and saved. */
async function newUsersFile(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: EXAMPLE });
  await vscode.window.showTextDocument(document);
  void vscode.window.showInformationMessage(
    'Save it as NAME.users.json in your workspace, then run Generate Conversations again.',
  );
}

const EXAMPLE = `{
  // Who talks to whom. Save it as NAME.users.json.
  "count": 20,
  "turns": { "min": 1, "max": 3 },
  "personas": ["somebody in a hurry", "a careful reader"],
  "topics": ["opening hours", "a lost parcel"],
  // The model that plays the user, and those that answer. Without "connection" the sandbox rehearses them.
  "user": { "model": "gpt-4.1-mini", "temperature": 1 },
  "responders": [{ "model": "sandbox-base", "weight": 1, "system": "Be brief." }],
  "seed": 1
}
`;
