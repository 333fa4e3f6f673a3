import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DatasetNode } from '../../../src/extension/datasets/datasetNode.ts';
import {
  labelled,
  notifications,
  restoreStubs,
  stubNotifications,
  stubQuickPicks,
} from '../lint/support/stubs.ts';
import { until } from '../lint/support/waiting.ts';
import { closeAll, inWorkspace, openInEditor, replaceOnce } from '../lint/support/workspace.ts';
import { onceDrawn, rowOf, rowsBelow, viewOf } from './support/views.ts';

const VIEW = 'tunewright.datasets';
const MANY = 5000;

describe('the Datasets view', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
    rmSync(inWorkspace('tunewright.jsonc'), { force: true });
  });

  it('shows the datasets of the workspace with examples and problems', async () => {
    await untilRow('12 examples', 'Workspace folder', 'faulty.jsonl');
    await untilRow('16 examples', 'data', 'train.jsonl');
    const { provider } = await viewOf<DatasetNode>(VIEW);
    const { description } = await rowOf(provider, 'Workspace folder', 'faulty.jsonl');
    assert.match(description, /^1 error · 12 examples/);
  });

  it('follows what is typed into an open dataset', async () => {
    const editor = await openInEditor(vscode.Uri.file(inWorkspace('faulty.jsonl')));
    await replaceOnce(editor, '},\n', '}\n');
    await untilRow(/^12 examples/, 'Workspace folder', 'faulty.jsonl');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await untilRow(/^1 error/, 'Workspace folder', 'faulty.jsonl');
  });

  it('groups by format and by folder', async () => {
    const { provider } = await viewOf<DatasetNode>(VIEW);
    await vscode.commands.executeCommand('tunewright.groupByFormat');
    const groups = (await rowsBelow(provider)).map(({ label }) => label);
    assert.ok(groups.includes('OpenAI chat'), groups.join());
    await vscode.commands.executeCommand('tunewright.groupByFolder');
    await rowOf(provider, 'data', 'train.jsonl');
  });

  it('pairs a dataset with the one that is dropped on it, in a project file that says no more', async () => {
    const { provider, drag } = await viewOf<DatasetNode>(VIEW);
    const train = await rowOf(provider, 'data', 'train.jsonl');
    const valid = await rowOf(provider, 'data', 'valid.jsonl');
    const data = new vscode.DataTransfer();
    const token = new vscode.CancellationTokenSource().token;
    await drag!.handleDrag!([valid.node], data, token);
    await drag!.handleDrop!(train.node, data, token);
    assert.equal(
      readFileSync(inWorkspace('tunewright.jsonc'), 'utf8'),
      '{\n  "datasets": [\n    { "files": "data/train.jsonl", "validation": "data/valid.jsonl" }\n  ]\n}\n',
    );
    await untilRow('valid.jsonl', 'data', 'train.jsonl', 'Validation file');
    await untilRow('train.jsonl', 'data', 'valid.jsonl', 'Validates');
    assert.deepEqual(notifications.told.at(-1)?.buttons, ['Swap', 'Open Project File']);
    await vscode.commands.executeCommand('tunewright.unpairSelected', train.node);
    await untilRow(/^none/, 'data', 'train.jsonl', 'Validation file');
  });

  it('pairs by the menu, too', async () => {
    const { provider } = await viewOf<DatasetNode>(VIEW);
    stubQuickPicks(labelled('valid.jsonl'));
    const { node } = await rowOf(provider, 'data', 'train.jsonl');
    await vscode.commands.executeCommand('tunewright.pairSelected', node);
    await untilRow('valid.jsonl', 'data', 'train.jsonl', 'Validation file');
  });

  it('tells what other targets say of a dataset', async () => {
    const { provider } = await viewOf<DatasetNode>(VIEW);
    const { node } = await rowOf(provider, 'data', 'train.jsonl', 'Other targets');
    const verdicts = await rowsBelow(provider, node);
    assert.ok(verdicts.some(({ label }) => label.includes('OpenAI')));
    for (const { description } of verdicts) assert.match(description, /ready|accepted|error/);
  });

  it('splits a dataset into two files and offers to pair them', async () => {
    const { provider } = await viewOf<DatasetNode>(VIEW);
    stubQuickPicks(labelled('80 %'));
    const original = vscode.window.showInputBox;
    vscode.window.showInputBox = (async () => '42') as never;
    const { node } = await rowOf(provider, 'data', 'train.jsonl');
    try {
      await vscode.commands.executeCommand('tunewright.splitSelected', node);
    } finally {
      vscode.window.showInputBox = original;
    }
    const lines = (name: string) =>
      readFileSync(inWorkspace(`data/${name}`), 'utf8')
        .trim()
        .split('\n').length;
    assert.equal(lines('train_prepared_train.jsonl') + lines('train_prepared_valid.jsonl'), 16);
    assert.deepEqual(notifications.told.at(-1)?.buttons, ['Pair Them', 'Open']);
    for (const part of ['train', 'valid']) rmSync(inWorkspace(`data/train_prepared_${part}.jsonl`));
  });

  it('uploads to the sandbox, lists what lies there, and deletes it after asking', async () => {
    const { provider } = await viewOf<DatasetNode>(VIEW);
    stubQuickPicks(labelled('Sandbox'));
    const { node } = await rowOf(provider, 'data', 'train.jsonl');
    await vscode.commands.executeCommand('tunewright.uploadSelected', node);
    const file = await rowOf(provider, 'Files on Sandbox', 'train.jsonl');
    assert.match(file.description, /fine-tune · today/);
    notifications.press = 'Nothing';
    await vscode.commands.executeCommand('tunewright.deleteFile', file.node);
    await rowOf(provider, 'Files on Sandbox', 'train.jsonl');
    const original = vscode.window.showWarningMessage;
    vscode.window.showWarningMessage = (async () => 'Delete') as never;
    await vscode.commands.executeCommand('tunewright.deleteFile', file.node);
    vscode.window.showWarningMessage = original;
    const { node: remote } = await rowOf(provider, 'Files on Sandbox');
    assert.deepEqual(
      (await rowsBelow(provider, remote)).map(({ label }) => label),
      ['No files there yet. Upload a dataset from its menu.'],
    );
  });

  it(`shows ${MANY} datasets within a second and fills their rows afterwards`, async function () {
    this.timeout(120_000);
    const folder = inWorkspace('many');
    mkdirSync(folder);
    const line = '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}\n';
    for (let index = 0; index < MANY; index++) writeFileSync(path.join(folder, `${index}.jsonl`), line);
    const { provider } = await viewOf<DatasetNode>(VIEW);
    const took: number[] = [];
    for (let round = 0; round < 3; round++) {
      // Not by the clock: other programs on this machine are no fault of ours.
      const began = process.cpuUsage();
      await vscode.commands.executeCommand('tunewright.refreshDatasets');
      const rows = await rowsBelow(provider, (await rowOf(provider, 'many')).node);
      const { user, system } = process.cpuUsage(began);
      took.push((user + system) / 1000);
      assert.equal(rows.length, MANY);
    }
    assert.ok(Math.min(...took) < 1000, `It took ${took.map(Math.round).join(', ')} ms.`);
    await untilFilled(provider, 'many');
    rmSync(folder, { recursive: true });
  });
});

/** Waits until the row with these labels, from the root, is described like this. */
async function untilRow(expected: string | RegExp, ...labels: string[]): Promise<void> {
  const { provider } = await viewOf<DatasetNode>(VIEW);
  await untilDrawn(expected, () => rowOf(provider, ...labels).then(({ description }) => description, String));
}

/** Waits until the row of a dataset in a folder tells what is in it. */
async function untilFilled(provider: vscode.TreeDataProvider<DatasetNode>, folder: string): Promise<void> {
  let isFilled = false;
  const look = async () => {
    const rows = await rowsBelow(provider, (await rowOf(provider, folder)).node);
    isFilled = rows.some(({ description }) => description.includes('1 example'));
  };
  await until(() => isFilled, onceDrawn(provider, look));
}

/** Waits until `draw`, called again whenever the view changes, gives what is expected. */
async function untilDrawn(expected: string | RegExp, draw: () => Promise<string>): Promise<void> {
  const { provider } = await viewOf<DatasetNode>(VIEW);
  let seen = '';
  let holds = false;
  const look = async () => {
    seen = await draw();
    holds = typeof expected === 'string' ? seen.includes(expected) : expected.test(seen);
  };
  await until(
    () => holds,
    onceDrawn(provider, look),
    () => assert.fail(`${expected} was not drawn: ${seen}`),
  );
}
