import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { seededRandom } from '../../../src/core/util/seededRandom.ts';
import { chat, chats } from './support/datasets.ts';
import { findingsOf, ours, until, untilFindings } from './support/waiting.ts';
import { closeAll, deleteFile, openInEditor, replaceOnce, writeFile } from './support/workspace.ts';

const FAULTY = `${chat('One?')}\n${chat('Two?')},\n${chat('Three?').replace('"user"', '"User"')}\n`;
const COMMA = `json/stray-comma@2:${chat('Two?').length}-${chat('Two?').length + 1}`;
const ROLE = 'chat/role-unknown@3:21-27';

describe('diagnostics', () => {
  afterEach(closeAll);

  it('underlines exactly what is wrong', async () => {
    const uri = writeFile('ranges.jsonl', FAULTY);
    await openInEditor(uri);
    await untilFindings(uri, [COMMA, ROLE]);
    const [comma] = ours(uri);
    assert.equal(comma?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal((comma?.code as { target?: vscode.Uri } | undefined)?.target?.scheme, 'command');
  });

  it('follows the typing, and clears what is mended', async () => {
    const uri = writeFile('typing.jsonl', FAULTY);
    const editor = await openInEditor(uri);
    await untilFindings(uri, [COMMA, ROLE]);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `${chat('Zero?')}\n`));
    await untilFindings(uri, [COMMA.replace('@2', '@3'), ROLE.replace('@3', '@4')]);
    await replaceOnce(editor, 'User', 'user');
    await untilFindings(uri, [COMMA.replace('@2', '@3')]);
    await replaceOnce(editor, '},\n', '}\n');
    await untilFindings(uri, []);
  });

  it('forgets a file when it is closed', async () => {
    const uri = writeFile('closed.jsonl', FAULTY);
    await openInEditor(uri);
    await untilFindings(uri, [COMMA, ROLE]);
    await closeAll();
    await untilFindings(uri, []);
  });

  it('forgets a file when it is deleted, and knows it again when it comes back', async () => {
    const uri = writeFile('deleted.jsonl', FAULTY);
    await openInEditor(uri);
    await untilFindings(uri, [COMMA, ROLE]);
    deleteFile(uri);
    await untilFindings(uri, []);
    writeFile('deleted.jsonl', FAULTY);
    await untilFindings(uri, [COMMA, ROLE]);
  });

  it('follows a file that another program changes', async () => {
    const uri = writeFile('outside.jsonl', FAULTY);
    await openInEditor(uri);
    await untilFindings(uri, [COMMA, ROLE]);
    writeFile('outside.jsonl', chats(3));
    await untilFindings(uri, []);
    writeFile('outside.jsonl', `\uFEFF${chats(3)}`);
    await untilFindings(uri, ['encoding/bom@1:0-1']);
  });

  it('follows a file to its new name', async () => {
    const uri = writeFile('before.jsonl', FAULTY);
    await openInEditor(uri);
    await untilFindings(uri, [COMMA, ROLE]);
    const renamed = uri.with({ path: uri.path.replace('before', 'after') });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, renamed);
    await vscode.workspace.applyEdit(edit);
    await untilFindings(renamed, [COMMA, ROLE]);
    await untilFindings(uri, []);
  });

  it('reads text that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content: FAULTY });
    await vscode.window.showTextDocument(document);
    await untilFindings(document.uri, [COMMA, ROLE]);
  });

  it('begins and ends with the language', async () => {
    const uri = writeFile('language.txt', FAULTY);
    const { document } = await openInEditor(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'jsonl');
    await until(() => findingsOf(uri).includes(COMMA), vscode.languages.onDidChangeDiagnostics);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await untilFindings(uri, []);
  });

  it('points at the other place that belongs to a finding', async () => {
    const uri = writeFile('related.jsonl', `${chats(2)}${chat('Question 0?')}\n`);
    await openInEditor(uri);
    await until(() => ours(uri).length === 1, vscode.languages.onDidChangeDiagnostics);
    const [related] = ours(uri)[0]?.relatedInformation ?? [];
    assert.equal(related?.location.range.start.line, 0);
    assert.equal(related?.location.uri.toString(), uri.toString());
  });

  it('leaves a log alone', async () => {
    const uri = writeFile(
      'log.jsonl',
      '{"time":"12:00","level":"info","text":"Started"}\n{"time":"12:01",}\n',
    );
    await openInEditor(uri);
    await until(() => ours(uri).length > 0, vscode.languages.onDidChangeDiagnostics);
    assert.deepEqual(
      findingsOf(uri).filter(one => !/^(json|encoding)\//.test(one)),
      [],
    );
  });

  it('is never stale after 500 edits in a row', async function () {
    this.timeout(180_000);
    const uri = writeFile('edits.jsonl', chats(200));
    // Not in an editor: drawing what is typed takes most of the time.
    const document = await vscode.workspace.openTextDocument(uri);
    const source = seededRandom(7);
    const random = (below: number) => Math.floor(source() * below);
    for (let edit = 0; edit < 500; edit++) await editAnywhere(document, random);
    // What is wrong now, by another way: the same text in a file that nobody ever edited.
    const fresh = writeFile('edited.jsonl', document.getText());
    await vscode.commands.executeCommand('tunewright.lintDataset', fresh);
    const expected = findingsOf(fresh);
    assert.ok(expected.length > 0);
    await untilFindings(uri, expected);
  });
});

/** Inserts, deletes or replaces something in one place or two, now and then several lines. */
async function editAnywhere(document: vscode.TextDocument, random: (below: number) => number): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const half = Math.floor(document.getText().length / 2);
  for (const from of random(4) === 0 ? [0, half] : [0]) {
    const start = from + random(half - 30);
    const end = start + (random(2) === 0 ? 0 : random(30));
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, TEXTS[random(TEXTS.length)] ?? '');
  }
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

const TEXTS = [',', '"', 'x', '\n', '}', '{"a":', '', '\r\n', chat('Again?'), `${chat('More?')}\n`];
