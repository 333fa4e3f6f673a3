import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../lint/support/waiting.ts';
import { closeAll, inWorkspace, openInEditor, writeFile } from '../lint/support/workspace.ts';
import { promptText } from './support/prompts.ts';

describe('the preview of a chat template', () => {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  afterEach(closeAll);

  it('opens beside the editor, once for each prompt, and leaves the keyboard there', async () => {
    const uri = vscode.Uri.file(inWorkspace('book/translate.prompt.json'));
    await openInEditor(uri);
    await vscode.commands.executeCommand('tunewright.previewPrompt');
    await until(() => previews().length === 1, vscode.window.tabGroups.onDidChangeTabs);
    assert.deepEqual(previews(), ['Preview translate.prompt.json']);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    await vscode.commands.executeCommand('tunewright.previewPrompt', uri);
    assert.equal(previews().length, 1);
    await vscode.commands.executeCommand(
      'tunewright.previewPrompt',
      vscode.Uri.file(inWorkspace('book/sentiment.prompt.json')),
    );
    await until(() => previews().length === 2, vscode.window.tabGroups.onDidChangeTabs);
  });

  it('is offered over the messages', async () => {
    const { document } = await openInEditor(writeFile('lens.prompt.json', promptText(['Hello'])));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title.replace(/^\$\([\w-]+\) /, '')),
      ['Run', 'Preview', 'Chat', 'Compare', 'Run over Dataset', 'Run over Folder'],
    );
    const [lens, ...others] = lenses.filter(one => one.command?.command === 'tunewright.previewPrompt');
    assert.equal(others.length, 0);
    assert.equal(document.getText(lens?.range), '"messages"');
    await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments ?? []));
    await until(() => previews().length === 1, vscode.window.tabGroups.onDidChangeTabs);
  });

  it('opens any JSON and any template file by the command', async () => {
    const names = ['request.json', 'alone.njk'];
    for (const name of names) {
      await vscode.commands.executeCommand(
        'tunewright.previewPrompt',
        writeFile(name, promptText(['Hello'])),
      );
    }
    await until(() => previews().length === 2, vscode.window.tabGroups.onDidChangeTabs);
    assert.deepEqual(previews().sort(), ['Preview alone.njk', 'Preview request.json']);
  });
});

function previews(): string[] {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('tunewright.preview'),
    )
    .map(({ label }) => label);
}
