import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { chat } from '../lint/support/datasets.ts';
import {
  labelled,
  notifications,
  restoreStubs,
  stubInputBoxes,
  stubNotifications,
  stubQuickPicks,
} from '../lint/support/stubs.ts';
import { closeAll, inWorkspace, writeFile } from '../lint/support/workspace.ts';

const tune = (name: string, changes: object = {}) =>
  writeFile(
    `${name}.tune.json`,
    JSON.stringify({
      ...{ connection: 'openai', model: 'gpt-4.1-mini-2025-04-14', training: 'towns.jsonl' },
      ...{ hyperparameters: { learning_rate_multiplier: 2 }, seed: 1, ...changes },
    }),
  );

describe('Move This Tune', () => {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  beforeEach(() => {
    stubNotifications();
    writeFile(
      'towns.jsonl',
      Array.from({ length: 12 }, (_, index) => `${chat(`Town ${index}?`)}\n`).join(''),
    );
  });
  afterEach(async () => {
    restoreStubs();
    await closeAll();
  });

  /** The text of the plan that is shown: that of the only preview there is. */
  const planText = async () => {
    const uri = vscode.Uri.from({ scheme: 'tunewright-move', path: '/Move This Tune.md' });
    return (await vscode.workspace.openTextDocument(uri)).getText();
  };

  it('shows the plan, then writes a folder with everything that a trainer needs', async () => {
    let plan = '';
    stubQuickPicks(labelled('TRL'), async items => {
      plan = await planText();
      return items.find(({ label }) => label.includes('Write'));
    });
    await vscode.commands.executeCommand('tunewright.moveTune', tune('to-trl'));
    assert.deepEqual(readdirSync(inWorkspace('to-trl-trl')).sort(), [
      'README.md',
      'config.yaml',
      'requirements.txt',
      'train.jsonl',
      'train.py',
    ]);
    assert.match(plan, /learning/);
    assert.match(plan, /train\.py/);
    assert.ok(notifications.told.some(({ message }) => message.includes('to-trl-trl')));
  });

  it('writes a tune for another connection and leaves it open', async () => {
    stubQuickPicks(labelled('Sandbox'), labelled('Write'));
    const uri = tune('to-sandbox');
    const before = readFileSync(uri.fsPath, 'utf8');
    await vscode.commands.executeCommand('tunewright.moveTune', uri);
    const moved = JSON.parse(readFileSync(inWorkspace('to-sandbox-sandbox.tune.json'), 'utf8')) as object;
    assert.deepEqual(moved, {
      ...{ connection: 'sandbox', model: 'sandbox-base', training: 'towns.jsonl' },
      ...{ hyperparameters: { learning_rate_multiplier: 2 }, seed: 1 },
    });
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /to-sandbox-sandbox\.tune\.json$/);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), before);
  });

  it('copies the comparison, which asks the new tune', async () => {
    writeFile(
      'compared.compare.json',
      JSON.stringify({
        variants: [{ name: 'old', connection: 'openai', model: 'ft:old', trainingFile: 'towns.jsonl' }],
        cases: [{ dataset: 'towns.jsonl' }],
      }),
    );
    stubQuickPicks(labelled('Sandbox'), labelled('Write'));
    await vscode.commands.executeCommand('tunewright.moveTune', tune('compared'));
    const copy = vscode.Uri.file(inWorkspace('compared-sandbox.compare.json'));
    const document = await vscode.workspace.openTextDocument(copy);
    const { variants } = JSON.parse(document.getText()) as { variants: { tune?: string }[] };
    assert.deepEqual(
      variants.map(one => one.tune),
      [undefined, './compared-sandbox.tune.json'],
    );
    const offset = document.getText().indexOf('./compared-sandbox.tune.json');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      copy,
      document.positionAt(offset),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const name of ['compared', 'compared-sandbox'])
      assert.ok(labels.includes(`"./${name}.tune.json"`), name);
  });

  it('plans again with another model, and writes nothing when the user leaves', async () => {
    const shown: (string | undefined)[] = [];
    stubQuickPicks(labelled('Axolotl'), labelled('Another Model'), labelled('Type Its Name'), items => {
      shown.push(items[1]?.detail);
      return undefined;
    });
    stubInputBoxes('own/model-3b');
    await vscode.commands.executeCommand('tunewright.moveTune', tune('to-nowhere'));
    assert.match(shown[0] ?? '', /own\/model-3b/);
    assert.equal(existsSync(inWorkspace('to-nowhere-axolotl')), false);
    // The page of the plan is gone with it.
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    );
  });

  it('says why a tune cannot move there', async () => {
    stubQuickPicks(labelled('LLaMA-Factory'));
    await vscode.commands.executeCommand(
      'tunewright.moveTune',
      tune('graded', { method: 'reinforcement', validation: 'towns.jsonl' }),
    );
    assert.equal(notifications.told.length, 1);
    assert.equal(existsSync(inWorkspace('graded-llamafactory')), false);
  });

  it('stands over a tune', async () => {
    const uri = tune('lens');
    await vscode.workspace.openTextDocument(uri);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.ok(lenses.some(({ command }) => command?.command === 'tunewright.moveTune'));
  });
});
