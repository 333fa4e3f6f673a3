import assert from 'node:assert/strict';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

describe('Prepare Dataset', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', open: 'support-chat/train.jsonl' });
    await workbench.problems.texts();
    await workbench.editor.focus();
  });
  after(() => workbench?.close());

  it('does what is ticked to a copy, and shows the difference', async () => {
    const { quickInput, messages, page } = workbench;
    const original = workbench.readFile('support-chat/train.jsonl');
    await workbench.runCommand('Tunewright: Prepare Dataset');
    await quickInput.row('Delete the comma').waitFor();
    assert.equal(await quickInput.isTicked('Delete the comma'), true);
    assert.equal(await quickInput.isTicked('Leave out copies of examples'), false);
    await quickInput.toggle('Leave out copies of examples');
    await quickInput.explain('Join these 2 messages');
    const explanation = page.getByRole('dialog', { name: 'Join these 2 messages' });
    await explanation.getByText('it is often a sign that a turn was lost').waitFor();
    await workbench.screenshot('lint-prepare-explained');
    await page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'hidden' });
    assert.equal(await quickInput.isTicked('Leave out copies of examples'), true);
    await quickInput.accept();
    await quickInput.pick('One file');
    await messages.answerNotification('train_prepared.jsonl', 'Show Diff');
    await page.locator('.monaco-diff-editor').waitFor();
    const prepared = workbench.readFile('support-chat/train_prepared.jsonl');
    assert.equal(prepared.split('\n').length, original.split('\n').length - 1);
    assert.equal(prepared.includes('"Assistant"'), false);
    assert.equal(workbench.readFile('support-chat/train.jsonl'), original);
    await workbench.runCommand('View: Close Editor');
  });

  it('splits, and what was held back is taken for a validation file', async () => {
    const { editor, quickInput, messages } = workbench;
    await editor.waitUntilShown('train.jsonl');
    await workbench.runCommand('Tunewright: Prepare Dataset');
    await quickInput.row('Delete the comma').waitFor();
    await quickInput.accept();
    await quickInput.pick('Training 80 %, validation 20 %');
    await quickInput.accept();
    await messages.notification('train_prepared_train.jsonl');
    const lines = (part: string) =>
      workbench.readFile(`support-chat/train_prepared_${part}.jsonl`).trim().split('\n');
    assert.deepEqual([lines('train').length, lines('valid').length], [12, 3]);
    await editor.open('train_prepared_valid.jsonl');
    const list = await workbench.openLanguageStatus();
    // A training file of three would be an error.
    await list.getByText('3 examples, 0 errors').waitFor();
  });
});
