import * as vscode from 'vscode';
import { openDocument } from './promptFolder.ts';
import type { LoadedPrompt } from './loadPrompt.ts';
import type { PromptValues } from './promptValues.ts';

/** Asks for a name and saves the values of a preview as a set beside the prompt. */
export async function saveInputSet(prompt: LoadedPrompt, values: PromptValues): Promise<void> {
  const { set } = values.of(prompt.uri);
  const name = await vscode.window.showInputBox({
    title: 'Save Values',
    prompt: `They are saved in ${prompt.setsPath}. A set of the same name is replaced.`,
    value: set ?? 'example',
    validateInput: text => (text.trim() === '' ? 'Write a name.' : undefined),
  });
  if (name === undefined) return;
  const resolved = values.resolve(prompt);
  const own = Object.entries(resolved.values).filter(([input]) => resolved.origins[input] !== 'choices');
  const { withInputSet } = await import('../../core/template/promptFile/editInputSets.ts');
  const text = withInputSet(prompt.setsText, name.trim(), Object.fromEntries(own));
  await write(prompt.folder.uriOf(prompt.setsPath), text);
  await values.choose(prompt.uri, { set: name.trim(), typed: {} });
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  const document = openDocument(uri);
  if (!document) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}
