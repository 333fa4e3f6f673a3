import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Answer, type Dialogs, leave, pick } from '../connections/support/dialogs.ts';
import { choose, lightBulb } from '../lint/support/codeActions.ts';
import { ours, until, untilWatched } from '../lint/support/waiting.ts';
import { openInEditor, writeFile } from '../lint/support/workspace.ts';
import { useDialogs } from '../support/useDialogs.ts';

const example = (question: string) =>
  JSON.stringify({
    messages: [
      { role: 'system', content: 'Say it in Norse.' },
      { role: 'user', content: question },
      { role: 'assistant', content: 'Ja.' },
    ],
  });

const template = (language: string) =>
  JSON.stringify({
    inputs: { text: {} },
    messages: [
      { role: 'system', content: `Say it in ${language}.` },
      { role: 'user', content: '{{ text }}' },
    ],
  });

describe('a dataset whose template has changed', () => {
  let dialogs: Dialogs;

  useDialogs(one => {
    dialogs = one;
  });

  it('has a finding on each example; one or all are rendered again, seen first', async () => {
    const dataset = writeFile('drift/said.jsonl', `${['one', 'two', 'three'].map(example).join('\n')}\n`);
    writeFile('drift/say.prompt.json', template('Norse'));
    writeFile(
      'drift/tunewright.jsonc',
      '{ "datasets": [{ "files": "said.jsonl", "template": "say.prompt.json" }] }',
    );
    const { document } = await openInEditor(dataset);
    const before = document.getText();
    await vscode.commands.executeCommand('tunewright.lintDataset', dataset);
    assert.deepEqual(driftLines(dataset), []);
    // As another program writes it.
    const seen = untilWatched('drift/say.prompt.json');
    writeFile('drift/say.prompt.json', template('Danish'));
    await seen;
    await untilDrift(dataset, [0, 1, 2]);

    const bulb = () => lightBulb(dataset, driftAt(dataset, driftLines(dataset)[0]!));
    const seenFirst =
      (choice: string): Answer =>
      async asked => {
        const { input } = vscode.window.tabGroups.activeTabGroup.activeTab!;
        assert.ok(input instanceof vscode.TabInputTextDiff, 'It is shown as a difference.');
        const { lineCount } = await vscode.workspace.openTextDocument(input.modified);
        assert.ok(lineCount > 3);
        assert.equal(document.getText(), now);
        return pick(choice)(asked);
      };
    let now = before;
    dialogs.will(seenFirst('Leave everything as it is'), seenFirst('Render 1 example again'));
    await choose(await bulb(), /^Render again/);
    await choose(await bulb(), /^Render again/);
    now = before.replace('Norse', 'Danish');
    assert.equal(document.getText(), now);
    await untilDrift(dataset, [1, 2]);

    dialogs.will(leave, seenFirst('Render 2 examples again'));
    await choose(await bulb(), /^Render all again/);
    await choose(await bulb(), /^Render all again/);
    assert.equal(document.getText(), before.replaceAll('Norse', 'Danish'));
    await untilDrift(dataset, []);
    assert.deepEqual(vscode.window.activeTextEditor?.document, document);
    await vscode.commands.executeCommand('undo');
    await untilDrift(dataset, [1, 2]);
  });
});

function driftLines(uri: vscode.Uri): number[] {
  return ours(uri)
    .filter(({ code }) => (code as { value: string }).value === 'template/drift')
    .map(({ range }) => range.start.line);
}

function untilDrift(uri: vscode.Uri, lines: readonly number[]): Promise<void> {
  return until(
    () => driftLines(uri).join() === lines.join(),
    vscode.languages.onDidChangeDiagnostics,
    () => assert.deepEqual(driftLines(uri), lines),
  );
}

function driftAt(uri: vscode.Uri, line: number): vscode.Range {
  return ours(uri).find(
    ({ code, range }) => (code as { value: string }).value === 'template/drift' && range.start.line === line,
  )!.range;
}
