import assert from 'node:assert/strict';
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import * as vscode from 'vscode';
import { chat, chats } from './support/datasets.ts';
import {
  labelled,
  notifications,
  restoreStubs,
  stubNotifications,
  stubOpenDialog,
  stubQuickPicks,
} from './support/stubs.ts';
import { findingsOf, ours, until, untilFindings } from './support/waiting.ts';
import {
  closeAll,
  deleteFile,
  inWorkspace,
  openInEditor,
  replaceOnce,
  writeFile,
} from './support/workspace.ts';

const GOOD = chats(2);
const FAULTY = `${chat('One?')},\n`;
const length = chat('One?').length;
const COMMA = `json/stray-comma@1:${length}-${length + 1}`;

describe('Lint Dataset', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
    await vscode.commands.executeCommand('tunewright.clearFindings');
  });

  it('lists findings of a folder whose files are not open, and sums up', async () => {
    const faulty = writeFile('folder/a/faulty.jsonl', FAULTY);
    const good = writeFile('folder/b/good.jsonl', GOOD);
    await lint(vscode.Uri.file(inWorkspace('folder')));
    assert.deepEqual(findingsOf(faulty), [COMMA]);
    assert.deepEqual(findingsOf(good), []);
    assert.equal(notifications.told.length, 1);
    assert.match(notifications.told[0]?.message ?? '', /2 files: 3 examples, 1 error/);
    assert.deepEqual(notifications.told[0]?.buttons, ['Show Problems']);
  });

  it('keeps what it lists in step with the disk', async () => {
    const uri = writeFile('listed.jsonl', FAULTY);
    await lint(uri);
    assert.deepEqual(findingsOf(uri), [COMMA]);
    writeFile('listed.jsonl', GOOD);
    await untilFindings(uri, []);
    writeFile('listed.jsonl', FAULTY);
    await untilFindings(uri, [COMMA]);
    deleteFile(uri);
    await untilFindings(uri, []);
  });

  it('follows a listed file through an editor and back', async () => {
    const uri = writeFile('visited.jsonl', FAULTY);
    await lint(uri);
    const editor = await openInEditor(uri);
    await replaceOnce(editor, 'One?', 'Other?');
    await untilFindings(uri, [`json/stray-comma@1:${length + 2}-${length + 3}`]);
    await closeAll();
    await untilFindings(uri, [COMMA]);
  });

  it('follows a listed file to its new name', async () => {
    const uri = writeFile('old/name.jsonl', FAULTY);
    await lint(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.file(inWorkspace('old')), vscode.Uri.file(inWorkspace('new')));
    await vscode.workspace.applyEdit(edit);
    await untilFindings(vscode.Uri.file(inWorkspace('new/name.jsonl')), [COMMA]);
    await untilFindings(uri, []);
  });

  it('takes a file of any name, open or not', async () => {
    const uri = writeFile('data.txt', FAULTY);
    await lint(uri);
    assert.ok(findingsOf(uri).includes(COMMA), findingsOf(uri).join());
    const editor = await openInEditor(uri);
    await lint(uri);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), GOOD));
    await until(
      () => findingsOf(uri).includes(COMMA.replace('@1', '@3')),
      vscode.languages.onDidChangeDiagnostics,
    );
  });

  it('asks when nothing was chosen', async () => {
    const uri = writeFile('asked.jsonl', FAULTY);
    stubQuickPicks(labelled('Choose files'));
    stubOpenDialog(uri);
    await lint();
    assert.deepEqual(findingsOf(uri), [COMMA]);
  });

  it('says what a folder without datasets is good for', async () => {
    writeFile('bare/readme.md', '');
    await lint(vscode.Uri.file(inWorkspace('bare')));
    assert.deepEqual(
      notifications.told.map(({ buttons }) => buttons),
      [['Choose a File']],
    );
  });

  it('tells a failure with its remedy', async () => {
    await lint(vscode.Uri.file(inWorkspace('nowhere.jsonl')));
    assert.match(notifications.told[0]?.message ?? '', /does not exist.*Check the name/);
  });

  it('offers no more than VS Code shows, and counts them all', async () => {
    const uri = writeFile('many.jsonl', FAULTY.repeat(1500));
    await lint(uri);
    assert.equal(ours(uri).length, 1000);
    assert.match(notifications.told[0]?.message ?? '', /1,500 errors/);
  });

  it('reads a file that no editor can hold, and again when it is saved', async function () {
    this.timeout(240_000);
    const uri = writeLarge('large.jsonl', 55);
    await lint(uri);
    const [found] = findingsOf(uri);
    assert.match(found ?? '', /^json\/stray-comma@\d{4,}:/);
    // As big programs write: beside it, then in its place.
    renameSync(writeLarge('large.tmp', 52, '').fsPath, uri.fsPath);
    await untilFindings(uri, []);
  });
});

describe('a file that no editor can hold', () => {
  afterEach(closeAll);

  it('is linted from disk while its tab is open', async function () {
    this.timeout(240_000);
    const uri = writeLarge('huge.jsonl', 55);
    await vscode.commands.executeCommand('vscode.open', uri);
    await until(() => findingsOf(uri).length === 1, vscode.languages.onDidChangeDiagnostics);
    assert.equal(
      vscode.workspace.textDocuments.some(one => one.uri.toString() === uri.toString()),
      false,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await untilFindings(uri, []);
  });
});

function lint(...uris: vscode.Uri[]): Thenable<unknown> {
  return vscode.commands.executeCommand('tunewright.lintDataset', uris[0], uris);
}

/** A dataset of so many megabytes whose last example is followed by a comma. */
function writeLarge(name: string, megabytes: number, end = ','): vscode.Uri {
  const uri = writeFile(name, '');
  const file = openSync(uri.fsPath, 'w');
  const answer = 'word '.repeat(200);
  for (let block = 0; block < megabytes; block++) {
    let text = '';
    for (let line = 0; text.length < 1024 * 1024; line++)
      text += `${chat(`Describe line ${line} of block ${block}.`, `${block}-${line} ${answer}`)}\n`;
    writeSync(file, text);
  }
  writeSync(file, `${chat('Describe the last.')}${end}\n`);
  closeSync(file);
  return uri;
}
