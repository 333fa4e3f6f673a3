import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { editProjectFile, findProjectFile } from './projectFileEdits.ts';

/** Hides one rule's findings in one example, or about one file, for a reason that stands in the project file. */
export function registerSuppressFinding(services: Services): vscode.Disposable {
  return registerCommand('tunewright.suppressFinding', services.tell, async (text, rule, line) => {
    const uri = vscode.Uri.parse(text);
    const place = await findProjectFile(services, uri);
    if (!place) return;
    const reason = await vscode.window.showInputBox({
      title: `Suppress ${rule} here`,
      prompt: 'Why is it right all the same? The reason is kept in the project file for whoever asks.',
      validateInput: value => (value.trim() === '' ? 'A suppression needs a reason.' : undefined),
    });
    if (reason === undefined) return;
    const { exampleHash } = await import('../../core/lint/suppressions.ts');
    const { withSuppression } = await import('../../core/project/editProject.ts');
    const example = line === undefined ? {} : { example: exampleHash(line) };
    const entry = { rule, file: place.relativePath, ...example, reason: reason.trim() };
    await editProjectFile(services, place, before => withSuppression(before, entry));
    vscode.window.setStatusBarMessage(`$(check) ${rule} is suppressed here`, 5000);
  });
}
