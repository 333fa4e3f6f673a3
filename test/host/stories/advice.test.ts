import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accept, type Dialogs, pick, type } from '../connections/support/dialogs.ts';
import { choose, lightBulb } from '../lint/support/codeActions.ts';
import { ours, until } from '../lint/support/waiting.ts';
import { openInEditor, writeFile } from '../lint/support/workspace.ts';
import { linesOf } from './support/files.ts';
import { useDialogs } from '../support/useDialogs.ts';

const example = (number: number) =>
  JSON.stringify({
    messages: [
      { role: 'system', content: 'You are a guide.' },
      { role: 'user', content: `When does boat ${number} leave?` },
      { role: 'assistant', content: `At ${number}.` },
    ],
  });

describe('advice about a dataset', () => {
  let dialogs: Dialogs;

  useDialogs(one => {
    dialogs = one;
  });

  it('says that no example teaches not to know, and adds some that a model invents', async () => {
    const text = Array.from({ length: 24 }, (_, index) => `${example(index)}\n`).join('');
    const uri = writeFile('advice/boats.jsonl', text);
    await openInEditor(uri);
    const unsure = () =>
      ours(uri).find(({ code }) => (code as { value: string }).value === 'dataset/never-unsure');
    await until(() => unsure() !== undefined, vscode.languages.onDidChangeDiagnostics);
    dialogs.will(
      type('3'),
      accept,
      pick('Sandbox'),
      pick('sandbox-base'),
      // Two of the three are taken.
      ({ items }) => items.slice(0, 2),
    );
    await choose(await lightBulb(uri, unsure()!.range), /^Add “I don’t know” examples/);
    assert.equal((await dialogs.nextMessage()).severity, 'info');
    const added = linesOf('advice/boats.jsonl').slice(24);
    assert.equal(added.length, 2);
    for (const { messages } of added) {
      assert.equal(messages[0].content, 'You are a guide.');
      assert.match(messages[1].content, /\?$/);
      assert.match(messages[2].content, /^I don’t know/);
    }
    await until(() => unsure() === undefined, vscode.languages.onDidChangeDiagnostics);
  });
});
