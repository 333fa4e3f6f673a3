import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import { type Dialogs, pick, type } from '../connections/support/dialogs.ts';
import { inWorkspace, openInEditor, writeFile } from '../lint/support/workspace.ts';
import { linesOf } from './support/files.ts';
import { useDialogs } from '../support/useDialogs.ts';

const GENERATE = 'tunewright.generateConversations';

describe('synthetic users', () => {
  let dialogs: Dialogs;

  useDialogs(one => {
    dialogs = one;
  });

  it('talk, are judged by a model that took no part, and are written as a dataset', async () => {
    const uri = vscode.Uri.file(inWorkspace('users/visitors.users.json'));
    const { document } = await openInEditor(uri);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      5,
    );
    assert.ok(lenses.some(({ command }) => command?.command === GENERATE));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    dialogs.will(asked => {
      const [begin] = asked.items as vscode.QuickPickItem[];
      assert.match(
        begin?.detail ?? '',
        /costs nothing.*12 conversations, \d+ requests \(12 of them to judges\)/,
      );
      return begin;
    });
    await vscode.commands.executeCommand(GENERATE);
    const { severity, text, buttons } = await dialogs.nextMessage();
    assert.deepEqual([severity, buttons], ['info', ['Open']], text);
    assert.match(text, /12 conversations.*12 verdicts/);
    const talks = linesOf('users/visitors_conversations.jsonl');
    assert.equal(talks.length, 12);
    const verdicts = linesOf('users/visitors_verdicts.jsonl');
    assert.ok(verdicts.every(({ model, label }) => model === 'gpt-4.1-nano' && /^(yes|no)$/.test(label)));
    await vscode.commands.executeCommand(
      'tunewright.lintDataset',
      vscode.Uri.file(inWorkspace('users/visitors_conversations.jsonl')),
    );
  });

  it('are stored in a database that grows only by what is new', async () => {
    const uri = vscode.Uri.file(inWorkspace('users/visitors.users.json'));
    const store = async () => {
      dialogs.will(pick('Write'), pick('(SQLite)'), pick('Go on with the last run'));
      await vscode.commands.executeCommand(GENERATE, uri);
      return (await dialogs.nextMessage()).text;
    };
    assert.match(await store(), /12 conversations added/);
    assert.match(await store(), /0 conversations added/);
    const database = new DatabaseSync(inWorkspace('users/visitors_conversations.db'), { readOnly: true });
    const count = (table: string) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n;
    assert.deepEqual([count('conversations'), count('verdicts')], [12, 12]);
    database.close();
  });

  it('are stopped, and go on without losing or repeating a conversation', async () => {
    const speaker = { model: 'sandbox-base', system: 'Talk.' };
    const file = { count: 40, turns: { min: 1, max: 1 }, user: speaker, responders: [speaker] };
    const uri = writeFile('users/many.users.json', JSON.stringify(file));
    dialogs.will(pick('At once'), type('1'), pick('Have 40 conversations'));
    const running = vscode.commands.executeCommand(GENERATE, uri);
    const progress = await dialogs.reports(6);
    progress.cancel();
    await running;
    const stopped = await dialogs.nextMessage();
    assert.equal(stopped.severity, 'warning');
    assert.equal(stopped.buttons[0], 'Go On…');
    const journal = '.tunewright/results/many.users.jsonl';
    const before = linesOf(`users/${journal}`).length - 1;
    assert.ok(before < 40, `${before} of 40 before it was stopped`);
    dialogs.will(pick('Go on with the last run'));
    await vscode.commands.executeCommand(GENERATE, uri);
    assert.equal((await dialogs.nextMessage()).severity, 'info');
    const ids = linesOf(`users/${journal}`).flatMap(({ id }) => id ?? []);
    assert.equal(ids.length, 40);
    assert.equal(new Set(ids).size, 40);
    assert.equal(linesOf('users/many_conversations.jsonl').length, 40);
  });
});
