import * as vscode from 'vscode';
import { runText } from '../../../core/view/runText.ts';
import { RUN_SCHEME } from '../../features/runPrompt.ts';
import { fileName } from '../../files.ts';
import { runItem } from './runItem.ts';
import type { Runs } from './runs.ts';

/** Lets the user pick another run of a prompt. */
export async function chooseRun(uri: vscode.Uri, id: string, runs: Runs): Promise<string | undefined> {
  const others = (await runs.history(uri)).filter(one => one.id !== id).reverse();
  const chosen = await vscode.window.showQuickPick(others.map(runItem), {
    title: 'Compare with Which Run?',
    placeHolder: others.length > 0 ? 'The chosen run is shown on the left' : 'There is no other run yet.',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.id;
}

/** Shows two runs side by side in the diff editor. */
export async function compareRuns(uri: vscode.Uri, left: string, right: string, runs: Runs): Promise<void> {
  const all = await runs.history(uri);
  const time = (id: string) => {
    const at = all.find(one => one.id === id)?.at;
    return at === undefined ? id : new Date(at).toLocaleTimeString();
  };
  const title = `${fileName(uri)}: ${time(left)} ↔ ${time(right)}`;
  await vscode.commands.executeCommand('vscode.diff', uriOf(uri, left), uriOf(uri, right), title);
}

/** The text of a document that shows a run. */
export async function textOfRun(document: vscode.Uri, runs: Runs): Promise<string> {
  const { prompt, id } = JSON.parse(document.query) as { prompt: string; id: string };
  const run = (await runs.history(vscode.Uri.parse(prompt))).find(one => one.id === id);
  return run ? runText(run) : 'This run was deleted.';
}

function uriOf(prompt: vscode.Uri, id: string): vscode.Uri {
  const query = JSON.stringify({ prompt: prompt.toString(), id });
  return vscode.Uri.from({ scheme: RUN_SCHEME, path: `/${fileName(prompt)} ${id.slice(0, 8)}.md`, query });
}
