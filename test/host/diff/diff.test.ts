import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { chat } from '../lint/support/datasets.ts';
import { notifications, restoreStubs, stubNotifications, stubOpenDialog } from '../lint/support/stubs.ts';
import { until } from '../lint/support/waiting.ts';
import { closeAll, inWorkspace, writeFile } from '../lint/support/workspace.ts';

const OPEN = chat('When do you open on Sundays in the winter?', 'We open at noon and close at five.');
const LATER = OPEN.replace('close at five', 'close at six');
const HERBAL = chat('Do you have the second volume of the herbal?', 'Yes, one copy is on the upper shelf.');
const RETURN = chat('Can I return a book that I have read?', 'Only if it looks as if nobody had.');

describe('comparing datasets', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await vscode.commands.executeCommand('tunewright.closeDatasetChanges');
    await closeAll();
  });

  it('shows a changed example in two texts for people', async () => {
    const before = writeFile('old.jsonl', `${OPEN}\n${HERBAL}\n`);
    const after = writeFile('new.jsonl', `${HERBAL}\n${LATER}\n`);
    stubOpenDialog(after);
    await vscode.commands.executeCommand('tunewright.compareDatasetWith', before);
    assert.deepEqual(notifications.told, []);
    await vscode.commands.executeCommand('tunewright.openDatasetChange', {
      kind: 'example',
      group: 'changed',
      before: 0,
      after: 1,
      row: { id: 'x', label: 'Example', children: 'none' },
    });
    const input = await shownDiff();
    const text = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(await text(input.original), /messages\[1\]\.content: We open at noon and close at five\./);
    assert.match(await text(input.modified), /close at six/);
  });

  it('leads to the line of what was added', async () => {
    const before = writeFile('old.jsonl', `${OPEN}\n`);
    const after = writeFile('new.jsonl', `${OPEN}\n${RETURN}\n`);
    await vscode.commands.executeCommand('tunewright.compareDatasetWith', before, [before, after]);
    await vscode.commands.executeCommand('tunewright.openDatasetChange', {
      kind: 'example',
      group: 'added',
      after: 1,
      row: { id: 'x', label: 'Example', children: 'none' },
    });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), after.toString());
    assert.equal(editor?.selection.active.line, 1);
  });

  it('says what to do where nothing was committed', async () => {
    const uri = writeFile('alone.jsonl', `${OPEN}\n`);
    await vscode.commands.executeCommand('tunewright.compareDatasetWithGit', uri);
    assert.equal(notifications.told.length, 1);
  });

  it('compares with the last commit', async () => {
    const uri = writeFile('kept.jsonl', `${OPEN}\n`);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: inWorkspace('.') });
    git('init', '-q');
    git('add', 'kept.jsonl');
    git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'first');
    writeFile('kept.jsonl', `${LATER}\n`);
    await vscode.commands.executeCommand('tunewright.compareDatasetWithGit', uri);
    assert.deepEqual(notifications.told, []);
    await vscode.commands.executeCommand('tunewright.openDatasetChange', {
      kind: 'example',
      group: 'changed',
      before: 0,
      after: 0,
      row: { id: 'x', label: 'Example', children: 'none' },
    });
    await shownDiff();
  });
});

/** The two texts in front, as soon as there are two. */
async function shownDiff(): Promise<vscode.TabInputTextDiff> {
  const input = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  await until(() => input() instanceof vscode.TabInputTextDiff, vscode.window.tabGroups.onDidChangeTabs);
  return input() as vscode.TabInputTextDiff;
}
