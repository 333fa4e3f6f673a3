import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { parseProjectFile } from '../../../src/core/project/parseProjectFile.ts';
import { choose, lightBulb } from './support/codeActions.ts';
import { chat, chats } from './support/datasets.ts';
import { labelled, restoreStubs, stubNotifications, stubQuickPicks } from './support/stubs.ts';
import { findingsOf, ours, until, untilFindings, untilWatched } from './support/waiting.ts';
import { closeAll, deleteFile, inWorkspace, openInEditor, writeFile } from './support/workspace.ts';

const COMMA = `${chat('One?')},\n`;
const length = chat('One?').length;
const FOUND = `json/stray-comma@1:${length}-${length + 1}`;

describe('settings and project files', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
    deleteFile(vscode.Uri.file(inWorkspace('tunewright.jsonc')));
    await vscode.workspace
      .getConfiguration('tunewright')
      .update('rules', { 'dataset/too-few-examples': 'off' });
    await vscode.workspace.getConfiguration('tunewright').update('enable', undefined);
  });

  it('a changed setting is heard at once', async () => {
    const uri = await openFaulty('setting.jsonl');
    const settings = vscode.workspace.getConfiguration('tunewright');
    await settings.update('rules', { 'dataset/too-few-examples': 'off', 'json/stray-comma': 'info' });
    await until(
      () => ours(uri)[0]?.severity === vscode.DiagnosticSeverity.Information,
      vscode.languages.onDidChangeDiagnostics,
    );
    await settings.update('enable', false);
    await untilFindings(uri, []);
    await settings.update('enable', true);
    await untilFindings(uri, [FOUND]);
  });

  it('a project file wins over the settings, as soon as it is there, changed or gone', async () => {
    const uri = await openFaulty('deep/down/project.jsonl');
    const project = writeFile('tunewright.jsonc', '{ "rules": { "json/stray-comma": "off" } }');
    await untilFindings(uri, []);
    writeFile('tunewright.jsonc', '{ "rules": { "json/stray-comma": "warning" } }');
    await untilFindings(uri, [FOUND]);
    assert.equal(ours(uri)[0]?.severity, vscode.DiagnosticSeverity.Warning);
    // VS Code tells nothing of a file that is made and deleted before it has told that it was made.
    const seen = untilWatched('deep/tunewright.jsonc');
    const nearer = writeFile('deep/tunewright.jsonc', '{ "rules": { "json/stray-comma": "off" } }');
    await seen;
    await untilFindings(uri, []);
    deleteFile(nearer);
    await untilFindings(uri, [FOUND]);
    deleteFile(project);
    await until(
      () => ours(uri)[0]?.severity === vscode.DiagnosticSeverity.Error,
      vscode.languages.onDidChangeDiagnostics,
    );
  });

  it('of project files in three folders the nearest holds, and for its own folder only', async () => {
    // The folders are there from the start: VS Code may never see what is made in a folder that is made with its parent.
    const middle = (severity: string) =>
      writeFile('levels/tunewright.jsonc', `{ "rules": { "json/stray-comma": "${severity}" } }`);
    const severityOf = (uri: vscode.Uri) => ours(uri).map(({ severity }) => severity);
    const untilSeverity = (uri: vscode.Uri, wanted: vscode.DiagnosticSeverity) =>
      until(() => severityOf(uri).join() === `${wanted}`, vscode.languages.onDidChangeDiagnostics);
    const { Information, Warning, Error: Fault } = vscode.DiagnosticSeverity;
    const open = async (name: string) => {
      const uri = await openFaulty(name);
      await vscode.commands.executeCommand('workbench.action.keepEditor');
      return uri;
    };
    const inner = await open('levels/inner/a.jsonl');
    const between = await open('levels/between/b.jsonl');
    const sibling = await open('sibling/c.jsonl');
    const innermost = writeFile(
      'levels/inner/tunewright.jsonc',
      '{ "rules": { "json/stray-comma": "info" } }',
    );
    await untilSeverity(inner, Information);
    assert.deepEqual(severityOf(between), [Fault]);
    const changed = middle('warning');
    await untilSeverity(between, Warning);
    assert.deepEqual([severityOf(inner), severityOf(sibling)], [[Information], [Fault]]);
    writeFile('tunewright.jsonc', '{ "rules": { "json/stray-comma": "off" } }');
    await untilFindings(sibling, []);
    assert.deepEqual([severityOf(inner), severityOf(between)], [[Information], [Warning]]);
    middle('error');
    await untilSeverity(between, Fault);
    assert.deepEqual([severityOf(inner), severityOf(sibling)], [[Information], []]);
    deleteFile(innermost);
    await untilSeverity(inner, Fault);
    deleteFile(changed);
    await untilFindings(between, []);
    await untilFindings(inner, []);
  });

  it('a rule is ignored in the project file, which is made for it; one step to undo', async () => {
    const uri = await openFaulty('ignoreHere.jsonl');
    await choose(await lightBulb(uri, ours(uri)[0]!.range), /^Ignore json\/stray-comma in the project file$/);
    await untilFindings(uri, []);
    const before = readFileSync(inWorkspace('tunewright.jsonc'), 'utf8');
    assert.equal(parseProjectFile(before).project.rules['json/stray-comma']?.severity, 'off');
    await vscode.window.showTextDocument(vscode.Uri.file(inWorkspace('tunewright.jsonc')));
  });

  it('comments of the project file stay', async () => {
    writeFile('tunewright.jsonc', '{\n  // For us.\n  "target": "generic"\n}\n');
    const uri = await openFaulty('comments.jsonl');
    await choose(await lightBulb(uri, ours(uri)[0]!.range), /^Ignore json\/stray-comma in the project file$/);
    await untilFindings(uri, []);
    assert.match(readFileSync(inWorkspace('tunewright.jsonc'), 'utf8'), /\/\/ For us\./);
    const project = await vscode.window.showTextDocument(vscode.Uri.file(inWorkspace('tunewright.jsonc')));
    await vscode.commands.executeCommand('undo');
    assert.equal(project.document.getText(), '{\n  // For us.\n  "target": "generic"\n}\n');
  });

  it('a rule is ignored in the settings', async () => {
    const uri = await openFaulty('ignoreThere.jsonl');
    await choose(await lightBulb(uri, ours(uri)[0]!.range), /^Ignore json\/stray-comma in the settings$/);
    await untilFindings(uri, []);
    assert.equal(existsSync(inWorkspace('tunewright.jsonc')), false);
    assert.deepEqual(vscode.workspace.getConfiguration('tunewright', uri).inspect('rules')?.workspaceValue, {
      'dataset/too-few-examples': 'off',
      'json/stray-comma': 'off',
    });
  });

  it('a format is pinned for one file by the menu of the status item, and released', async () => {
    const uri = writeFile('pinned.jsonl', chats(2));
    const other = writeFile('other/pinned.jsonl', chats(2));
    await openInEditor(uri);
    stubQuickPicks(labelled('Format'), items => items.find(item => item.description === 'prompt-completion'));
    await vscode.commands.executeCommand('tunewright.showDatasetMenu');
    await until(() => ours(uri).length > 0, vscode.languages.onDidChangeDiagnostics);
    const { datasets } = parseProjectFile(readFileSync(inWorkspace('tunewright.jsonc'), 'utf8')).project;
    assert.deepEqual(datasets, [{ files: ['./pinned.jsonl'], format: 'prompt-completion', rules: {} }]);
    await vscode.commands.executeCommand('tunewright.lintDataset', other);
    assert.deepEqual(findingsOf(other), []);
    stubQuickPicks(labelled('Format'), labelled('Automatic'));
    await vscode.commands.executeCommand('tunewright.showDatasetMenu', uri.toString());
    await untilFindings(uri, []);
  });

  it('a format is pinned for a file that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content: chats(2) });
    await vscode.window.showTextDocument(document);
    stubQuickPicks(labelled('Format'), items => items.find(item => item.description === 'prompt-completion'));
    await vscode.commands.executeCommand('tunewright.showDatasetMenu');
    await until(() => ours(document.uri).length > 0, vscode.languages.onDidChangeDiagnostics);
    assert.equal(existsSync(inWorkspace('tunewright.jsonc')), false);
  });

  it('mistakes in a project file are underlined once', async () => {
    await openFaulty('mistakes.jsonl');
    const uri = writeFile(
      'tunewright.jsonc',
      '{ "target": "nobody", "datasets": [{ "files": "../a.jsonl" }] }',
    );
    await openInEditor(uri);
    const said = () => vscode.languages.getDiagnostics(uri);
    const on = (text: string, { range }: vscode.Diagnostic) =>
      range.intersection(vscode.window.activeTextEditor!.document.lineAt(0).range) &&
      vscode.window.activeTextEditor!.document.getText(range).includes(text);
    await until(
      () =>
        said().filter(one => on('nobody', one)).length === 1 &&
        said().filter(one => on('../a.jsonl', one)).length === 1,
      vscode.languages.onDidChangeDiagnostics,
      () => assert.fail(JSON.stringify(said())),
    );
  });
});

async function openFaulty(name: string): Promise<vscode.Uri> {
  const uri = writeFile(name, COMMA);
  await openInEditor(uri);
  await untilFindings(uri, [FOUND]);
  return uri;
}
