import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** *Import Evaluation*: of the file that was clicked, else one that the user picks. */
export function registerImportEvaluation({ tell }: Services): vscode.Disposable {
  return registerCommand('tunewright.importEvaluation', tell, async clicked => {
    const uri = clicked ?? (await pick());
    if (!uri) return;
    const { importEvaluationFile } = await import('../newComparison/importEvaluationFile.ts');
    await importEvaluationFile(uri, tell);
  });
}

async function pick(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'An export of OpenAI’s Evals, stored completions, or a promptfoo configuration',
    openLabel: 'Import',
    filters: { Evaluations: ['json', 'jsonl', 'ndjson', 'yaml', 'yml'] },
  });
  return chosen?.[0];
}
