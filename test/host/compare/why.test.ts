import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { until } from '../lint/support/waiting.ts';
import { inWorkspace, writeFile } from '../lint/support/workspace.ts';
import { useStubs } from '../support/useStubs.ts';
import { type ComparePage, openComparePage } from './support/comparePage.ts';

const TRAINING = 'why/train.jsonl';
const row = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  });
// The second line is broken and indented on purpose: nothing but the excluded line may change.
const LINES = [
  row('When do the tulips bloom in the garden?', 'In April, like the herrings.'),
  '  { "broken": ',
  row('How do I prune my old apple tree?', 'Cut the dead wood first.'),
  row('When do the roses bloom in the garden?', 'In June, like the herrings.'),
];
const TEXT = LINES.join('\r\n');

function writeComparison(more: object = {}): vscode.Uri {
  writeFile(TRAINING, TEXT);
  return writeFile(
    'why/why.compare.json',
    JSON.stringify({
      variants: [
        { name: 'base', connection: 'sandbox', model: 'sandbox-base' },
        { name: 'tuned', connection: 'sandbox', model: 'sandbox-base', trainingFile: 'train.jsonl' },
      ],
      cases: [{ messages: [{ role: 'user', content: 'When do the lilies bloom in the garden?' }] }],
      ...more,
    }),
  );
}

const documentNow = () =>
  vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === inWorkspace(TRAINING))!;

describe('why a model said that', () => {
  useStubs();
  after(() => {
    for (const folder of ['why', '.tunewright'])
      rmSync(inWorkspace(folder), { recursive: true, force: true });
  });

  const ask = async (page: ComparePage, slot = 1) => {
    const [first] = await page.rows();
    const place = { caseId: first!.id, slot, repetition: 0 };
    return page.channel.call('why', place);
  };

  it('leads to the training line, which is fixed, excluded, and put back, and only that line', async () => {
    const page = await openComparePage(writeComparison());
    await page.channel.call('run', {});
    const { rows } = await ask(page);
    assert.deepEqual(
      rows
        .slice(0, 2)
        .map(({ line }) => line)
        .sort(),
      [1, 4],
    );
    const marked = rows.find(({ line }) => line === 4)!;
    const shared = marked.promptShared.map(({ start, end }) => marked.prompt.slice(start, end));
    assert.ok(shared.includes('bloom') && !shared.includes('roses'), shared.join());
    assert.match((await ask(page, 0)).note ?? '', /trainingFile/);

    await page.channel.call('openTraining', { line: 4 });
    const editor = vscode.window.activeTextEditor!;
    assert.deepEqual([editor.document.uri.fsPath, editor.selection.start.line], [inWorkspace(TRAINING), 3]);

    let heard = 0;
    page.channel.on('trainingChanged', () => {
      heard += 1;
    });
    await page.channel.call('exclude', { line: 1, back: false });
    assert.equal(documentNow().getText(), LINES.slice(1).join('\r\n'));
    assert.equal(readFileSync(inWorkspace(TRAINING), 'utf8'), TEXT, 'Nothing is written before it is saved.');
    assert.ok(heard > 0);
    assert.deepEqual(await page.channel.call('excluded', {}), [1]);

    // The last line, whose number is another by now, and which has no line break.
    await page.channel.call('exclude', { line: 4, back: false });
    assert.equal(documentNow().getText(), LINES.slice(1, 3).join('\r\n'));

    // One step of undo each.
    await vscode.window.showTextDocument(documentNow());
    await vscode.commands.executeCommand('undo');
    assert.equal(documentNow().getText(), LINES.slice(1).join('\r\n'));
    await page.channel.call('exclude', { line: 1, back: true });
    assert.equal(documentNow().getText(), TEXT);

    await page.channel.call('exclude', { line: 1, back: false });
    await documentNow().save();
    await until(() => page.view().columns.length === 2, vscode.workspace.onDidSaveTextDocument);
    assert.equal(readFileSync(inWorkspace(TRAINING), 'utf8'), LINES.slice(1).join('\r\n'));
  });

  it('is not told while names are hidden: the file would tell which model it is', async () => {
    const page = await openComparePage(writeComparison({ blind: true }));
    await page.channel.call('run', {});
    for (const slot of [0, 1]) {
      const { rows, note } = await ask(page, slot);
      assert.deepEqual(rows, []);
      assert.match(note ?? '', /hidden/);
    }
  });
});
