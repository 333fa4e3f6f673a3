import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { choose, lightBulb } from './support/codeActions.ts';
import { chat, chats } from './support/datasets.ts';
import { notifications, restoreStubs, stubNotifications } from './support/stubs.ts';
import { findingsOf, ours, until, untilFindings } from './support/waiting.ts';
import { closeAll, inWorkspace, openInEditor, writeFile } from './support/workspace.ts';

const comma = (question: string) => `${chat(question)},\n`;
const role = (question: string) => `${chat(question).replace('"user"', '"User"')}\n`;

describe('quick fixes', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
  });

  it('mend one place, in one step', async () => {
    const { editor, uri } = await openFaulty('one.jsonl', comma('One?') + comma('Two?'), 2);
    await choose(await lightBulb(uri, first(uri)), /^Delete the comma$/);
    assert.equal(editor.document.getText(), `${chat('One?')}\n${comma('Two?')}`);
    await untilFindings(uri, [`json/stray-comma@2:${chat('Two?').length}-${chat('Two?').length + 1}`]);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), comma('One?') + comma('Two?'));
    await until(() => ours(uri).length === 2, vscode.languages.onDidChangeDiagnostics);
  });

  it('mend all of one rule, in one step', async () => {
    const text = comma('One?') + role('Two?') + comma('Three?');
    const { editor, uri } = await openFaulty('rule.jsonl', text, 3);
    await choose(await lightBulb(uri, first(uri)), /^Fix all json\/stray-comma problems in this file$/);
    assert.equal(editor.document.getText(), `${chat('One?')}\n${role('Two?')}${chat('Three?')}\n`);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('mend everything safe, in one step', async () => {
    const text = comma('One?') + role('Two?') + comma('Three?');
    const { editor, uri } = await openFaulty('safe.jsonl', text, 3);
    await choose(await lightBulb(uri, first(uri)), /^Fix all safe problems in this file$/);
    assert.equal(editor.document.getText(), ['One?', 'Two?', 'Three?'].map(one => `${chat(one)}\n`).join(''));
    await untilFindings(uri, []);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('say so when they change what is learnt', async () => {
    const { editor, uri } = await openFaulty('unsafe.jsonl', `${chats(2)}${chats(1)}`, 1);
    const actions = await lightBulb(uri, first(uri));
    await choose(actions, /^Delete this copy \(changes what is learnt\)$/);
    assert.equal(editor.document.getText(), chats(2));
  });

  it('do nothing to safe text by the command, and say so', async () => {
    const uri = writeFile('clean.jsonl', chats(2));
    const { document } = await openInEditor(uri);
    await vscode.commands.executeCommand('tunewright.fixAllSafe');
    assert.equal(document.isDirty, false);
    assert.equal(notifications.told.length, 1);
  });

  it('run on save', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const target = vscode.ConfigurationTarget.Workspace;
    await settings.update('codeActionsOnSave', { 'source.fixAll.tunewright': 'explicit' }, target);
    try {
      const { editor, uri } = await openFaulty('save.jsonl', comma('One?') + role('Two?'), 2);
      await editor.edit(edit => edit.insert(new vscode.Position(0, 0), comma('Zero?')));
      await editor.document.save();
      const mended = ['Zero?', 'One?', 'Two?'].map(one => `${chat(one)}\n`).join('');
      assert.equal(readFileSync(uri.fsPath, 'utf8'), mended);
      await untilFindings(uri, []);
    } finally {
      await settings.update('codeActionsOnSave', undefined, target);
    }
  });

  it('take a byte order mark away, on disk and in the editor', async () => {
    const { editor, uri } = await openFaulty('mark.jsonl', `\uFEFF${chats(2)}`, 1);
    assert.equal(editor.document.encoding, 'utf8bom');
    await choose(await lightBulb(uri, first(uri)), /byte order mark/i);
    await untilFindings(uri, []);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), chats(2));
    assert.equal(editor.document.encoding, 'utf8');
    assert.equal(editor.document.isDirty, false);
  });

  it('write pretty-printed examples one a line, in one step', async () => {
    const pretty = `${JSON.stringify(JSON.parse(chat('One?')), null, 2)}\n`;
    const { editor, uri } = await openFaulty('pretty.jsonl', pretty, 1);
    await choose(await lightBulb(uri, first(uri)), /one example a line|one object a line|JSON Lines/i);
    assert.equal(editor.document.getText(), `${chat('One?')}\n`);
    await untilFindings(uri, []);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), pretty);
  });

  it('give a dataset the name that it should have', async () => {
    const uri = writeFile('named.json', chats(2));
    await openInEditor(uri);
    await vscode.commands.executeCommand('tunewright.lintDataset', uri);
    assert.deepEqual(
      findingsOf(uri).map(one => one.split('@')[0]),
      ['json/wrong-extension'],
    );
    await choose(await lightBulb(uri, first(uri)), /rename/i);
    assert.equal(existsSync(inWorkspace('named.jsonl')), true);
    assert.equal(existsSync(uri.fsPath), false);
    await untilFindings(uri, []);
  });
});

async function openFaulty(name: string, text: string, findings: number) {
  const uri = writeFile(name, text);
  const editor = await openInEditor(uri);
  await until(
    () => ours(uri).length === findings,
    vscode.languages.onDidChangeDiagnostics,
    () => assert.equal(findingsOf(uri).length, findings, findingsOf(uri).join()),
  );
  return { uri, editor };
}

function first(uri: vscode.Uri): vscode.Range {
  return ours(uri)[0]!.range;
}
