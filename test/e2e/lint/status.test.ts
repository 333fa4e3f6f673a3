import assert from 'node:assert/strict';
import { formatTitle } from '../../../src/core/formats/registry.ts';
import { targetOf } from '../../../src/core/targets/registry.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

describe('the status item', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', open: 'support-chat/train.jsonl' });
  });
  after(() => workbench?.close());

  it('tells format, target, examples, errors and warnings; its menu pins another target', async () => {
    const { problems, quickInput } = workbench;
    await problems.texts();
    let list = await workbench.openLanguageStatus();
    await list.getByText('15 examples, 5 errors, 2 warnings').waitFor();
    const said = await list.innerText();
    for (const part of [formatTitle('openai-sft'), targetOf('openai')?.title ?? '?']) {
      assert.ok(said.includes(part), said);
    }
    await workbench.chooseInLanguageStatus('Change', quickInput.row('Target'));
    await quickInput.pick('Target');
    await quickInput.pick(targetOf('together')?.title ?? '?');
    await workbench.waitForFile('tunewright.jsonc', text => text.includes('"target": "together"'));
    // It says whom the file is for now, and what Together calls an error.
    await problems.of('chat/consecutive-same-role').locator('.codicon-error').waitFor();
    list = await workbench.openLanguageStatus();
    await list.getByText(targetOf('together')?.title ?? '?').waitFor();
  });

  it('leaves a log alone, and offers to take it for training data', async () => {
    const { editor, problems, quickInput } = workbench;
    await editor.open('requests.jsonl');
    const formats = quickInput.row(formatTitle('openai-sft'));
    const list = await workbench.openLanguageStatus();
    await list.getByText('Choose Format').waitFor();
    assert.equal(await editor.element.locator('[class*=squiggly-]').count(), 0);
    await workbench.chooseInLanguageStatus('Choose Format', formats);
    await quickInput.pick(formatTitle('openai-sft'));
    await workbench.waitForFile('tunewright.jsonc', text => /requests\.jsonl[^}]*openai-sft/.test(text));
    await problems.of('shape/missing-key').first().waitFor();
  });
});
