import * as vscode from 'vscode';
import type { Conversation } from '../../core/chat/conversation.ts';
import { trainingExample } from '../../core/chat/trainingExample.ts';
import { count } from '../../core/text/count.ts';
import { fileName, folderOf } from '../files.ts';
import type { Services } from '../services.ts';
import { appendExample } from './appendExample.ts';

interface Choice extends vscode.QuickPickItem {
  choose(): Promise<vscode.Uri | undefined> | vscode.Uri;
}

/** Adds what was said to a dataset that the user chooses, and says what the linter thinks of it. */
export async function saveExample(
  conversation: Conversation,
  turn: number | undefined,
  { tell, lint }: Services,
): Promise<void> {
  const line = trainingExample(conversation, turn);
  const uri = await chooseDataset();
  if (!uri) return;
  const number = await appendExample(uri, line);
  const show = {
    title: 'Show',
    run: () => {
      const range = new vscode.Range(number - 1, 0, number - 1, 0);
      return vscode.window.showTextDocument(uri, { selection: range, viewColumn: vscode.ViewColumn.Beside });
    },
  };
  const report = uri.scheme === 'file' ? await lint.lint(uri) : undefined;
  const found =
    report?.findings.filter(({ range, severity }) => range.start.line === number - 1 && severity !== 'info')
      .length ?? 0;
  const where = `Saved as line ${number} of ${fileName(uri)}.`;
  if (found === 0) tell.done(where, show);
  else tell.warn(`${where} ${count(found, 'problem')} in it.`, show);
}

async function chooseDataset(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(
    '**/*.jsonl',
    '**/{node_modules,.tunewright}/**',
    MOST_DATASETS,
  );
  const choices: Choice[] = [
    { label: '$(new-file) New dataset…', choose: newDataset },
    ...found
      .map(uri => ({
        label: fileName(uri),
        description: folderOf(uri),
        choose: () => uri,
      }))
      .sort((one, other) => one.label.localeCompare(other.label)),
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: 'Save as Training Example',
    placeHolder: 'Which dataset is it added to?',
  });
  return picked?.choose();
}

async function newDataset(): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.window.showSaveDialog({
    title: 'New Dataset',
    filters: { Datasets: ['jsonl'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, 'conversations.jsonl') }),
  });
}

const MOST_DATASETS = 500;
