import assert from 'node:assert/strict';
import { readdirSync, readFileSync, watch } from 'node:fs';
import * as vscode from 'vscode';
import { chat, chats } from './support/datasets.ts';
import {
  labelled,
  notifications,
  restoreStubs,
  stubInputBoxes,
  stubNotifications,
  stubProgress,
  stubQuickPicks,
} from './support/stubs.ts';
import { until } from './support/waiting.ts';
import { closeAll, inWorkspace, openInEditor, writeFile } from './support/workspace.ts';

const FAULTY = `${chat('One?')},\n${chat('Two?')}\n${chat('Two?')}\n`;
const preselected = (items: readonly vscode.QuickPickItem[]) => items.filter(item => item.picked);
const all = (items: readonly vscode.QuickPickItem[]) =>
  items.filter(item => item.kind !== vscode.QuickPickItemKind.Separator);

describe('Prepare Dataset', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
  });

  it('ticks what is safe, explains what is not, and leaves the original alone', async () => {
    const uri = writeFile('prepare/safe.jsonl', FAULTY);
    let offered: readonly vscode.QuickPickItem[] = [];
    stubQuickPicks(items => {
      offered = all(items);
      return preselected(items);
    }, labelled('One file'));
    await prepare(uri);
    assert.deepEqual(
      offered.map(item => item.picked),
      [true, false],
    );
    assert.deepEqual(
      offered.map(item => item.description),
      ['1× json/stray-comma', '1× leave-out/duplicates'],
    );
    assert.ok(offered.every(item => item.detail));
    assert.equal(readFileSync(uri.fsPath, 'utf8'), FAULTY);
    assert.equal(read('prepare/safe_prepared.jsonl'), FAULTY.replace(',\n', '\n'));
    assert.deepEqual(notifications.told[0]?.buttons, ['Show Diff', 'Open']);
  });

  it('never takes a name that is taken', async () => {
    const uri = writeFile('prepare/taken.jsonl', FAULTY);
    writeFile('prepare/taken_prepared.jsonl', 'mine');
    stubQuickPicks(all, labelled('One file'));
    await prepare(uri);
    assert.equal(read('prepare/taken_prepared.jsonl'), 'mine');
    assert.equal(read('prepare/taken_prepared (1).jsonl'), `${chat('One?')}\n${chat('Two?')}\n`);
  });

  it('splits as the seed says', async () => {
    const uri = writeFile('prepare/split.jsonl', chats(10));
    stubQuickPicks(labelled('Training 80 %'));
    stubInputBoxes('7');
    await prepare(uri);
    const train = read('prepare/split_prepared_train.jsonl').trimEnd().split('\n');
    const valid = read('prepare/split_prepared_valid.jsonl').trimEnd().split('\n');
    assert.deepEqual([train.length, valid.length], [8, 2]);
    assert.deepEqual([...train, ...valid].sort(), chats(10).trimEnd().split('\n').sort());
  });

  it('does not wait behind a large file that is linted', async () => {
    const large = writeFile('prepare/large.jsonl', chats(100_000));
    const uri = writeFile('prepare/small.jsonl', FAULTY);
    let isLinting = true;
    const linted = vscode.commands.executeCommand('tunewright.lintDataset', large, [large]);
    const ended = linted.then(() => (isLinting = false));
    stubQuickPicks(preselected, labelled('One file'));
    await prepare(uri);
    assert.ok(isLinting);
    assert.equal(read('prepare/small_prepared.jsonl'), FAULTY.replace(',\n', '\n'));
    await ended;
  });

  it('leaves nothing behind when a question is closed', async () => {
    const uri = writeFile('cancelled/data.jsonl', FAULTY);
    stubQuickPicks(() => undefined);
    await prepare(uri);
    stubQuickPicks(preselected, () => undefined);
    await prepare(uri);
    stubQuickPicks(preselected, labelled('Training 80 %'));
    stubInputBoxes(undefined);
    await prepare(uri);
    assert.deepEqual(readdirSync(inWorkspace('cancelled')), ['data.jsonl']);
    assert.deepEqual(notifications.told, []);
  });

  it('leaves nothing behind when Cancel is pressed, whatever it does at the time', async () => {
    const uri = writeFile('stopped/data.jsonl', `${FAULTY}${chats(30_000)}`);
    const folder = inWorkspace('stopped');
    for (const moment of ['Analysing', 'Preparing', 'Writing']) {
      const pressed = stubProgress(moment);
      stubQuickPicks(preselected, labelled('Training 80 %'));
      stubInputBoxes('7');
      await prepare(uri);
      assert.ok(pressed.isPressed, `${moment} was never shown`);
      // The answer to Cancel comes at once; the worker takes its unfinished files away when it hears of it.
      await until(
        () => readdirSync(folder).join() === 'data.jsonl',
        listener => {
          const watcher = watch(folder, listener);
          return new vscode.Disposable(() => watcher.close());
        },
        () => assert.deepEqual(readdirSync(folder), ['data.jsonl'], moment),
      );
      assert.deepEqual(notifications.told, [], moment);
    }
  });

  it('shows the difference', async () => {
    const uri = writeFile('prepare/diff.jsonl', FAULTY);
    stubQuickPicks(preselected, labelled('One file'));
    notifications.press = 'Show Diff';
    await prepare(uri);
    const shown = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    await until(() => shown() instanceof vscode.TabInputTextDiff, vscode.window.tabGroups.onDidChangeTabs);
    const { original, modified } = shown() as vscode.TabInputTextDiff;
    assert.equal(original.toString(), uri.toString());
    assert.match(modified.path, /diff_prepared\.jsonl$/);
  });

  it('saves first, when it may', async () => {
    const uri = writeFile('prepare/dirty.jsonl', chats(2));
    const editor = await openInEditor(uri);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), FAULTY));
    await prepare(uri);
    assert.equal(editor.document.isDirty, true);
    notifications.press = 'Save and Prepare';
    stubQuickPicks(preselected, labelled('One file'));
    await prepare(uri);
    assert.equal(read('prepare/dirty_prepared.jsonl'), `${FAULTY}${chats(2)}`.replace(',\n', '\n'));
  });
});

function prepare(uri: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand('tunewright.prepareDataset', uri);
}

function read(name: string): string {
  return readFileSync(inWorkspace(name), 'utf8');
}
