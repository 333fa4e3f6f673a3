import * as vscode from 'vscode';
import { Problem, cancelledProblem } from '../../../core/util/problem.ts';
import { activeFile, fileName, folderOf } from '../../files.ts';
import { type LoadedPrompt, loadPrompt } from '../loadPrompt.ts';
import { kindOfDocument } from '../promptKinds.ts';

/** The template that was clicked or is in front, else one of the workspace. Throws `cancelled` when none is chosen. */
export async function chooseBatchTemplate(
  clicked: vscode.Uri | undefined,
  title: string,
): Promise<LoadedPrompt> {
  const active = activeFile();
  const given = [clicked, active].find(uri => uri && kindOfDocument(uri) === 'prompt');
  const uri = given ?? (await pickTemplate(title));
  const prompt = await loadPrompt(uri);
  if (!prompt) throw goneProblem(uri);
  return prompt;
}

/** Whether a file is a template, so that it cannot be what a template is run over. */
export function isTemplate(uri: vscode.Uri): boolean {
  return kindOfDocument(uri) === 'prompt';
}

async function pickTemplate(title: string): Promise<vscode.Uri> {
  const found = await vscode.workspace.findFiles('**/*.{prompt.json,prompty}', '**/node_modules/**', 500);
  if (found.length === 0) {
    throw new Problem({
      code: 'not-found',
      message: 'There is no chat template in the workspace.',
      remedy: 'Make a .prompt.json file with "messages" and {{ variables }}; the sample workspace has some.',
    });
  }
  const items = found
    .map(uri => ({ label: `$(comment-discussion) ${fileName(uri)}`, description: folderOf(uri), uri }))
    .sort((one, other) => one.label.localeCompare(other.label));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Which template?',
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.uri;
}

function goneProblem(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'not-found',
    message: `${fileName(uri)} is gone.`,
    remedy: 'Choose another template.',
  });
}
