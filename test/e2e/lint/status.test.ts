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
    const said = await (await workbench.openLanguageStatus()).innerText();
    for (const part of [formatTitle('openai-sft'), targetOf('openai')?.title ?? '?', '15', '5', '2']) {
      assert.ok(said.includes(part), said);
    }
    await workbench.page.locator('.hover-language-status').getByText('Change').click();
    await choose(workbench, 'Target');
    await quickInput.pick(targetOf('together')?.title ?? '?');
    await workbench.waitForFile('tunewright.jsonc', text => text.includes('"target": "together"'));
    // It says whom the file is for now, and what Together calls an error.
    await problems.rows.filter({ hasText: 'chat/consecutive-same-role' }).locator('.codicon-error').waitFor();
    const list = await workbench.openLanguageStatus();
    await list.getByText(targetOf('together')?.title ?? '?').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('leaves a log alone, and offers to take it for training data', async () => {
    const { editor, problems } = workbench;
    await editor.open('requests.jsonl');
    const list = await workbench.openLanguageStatus();
    const offer = list.getByText('Choose Format');
    await offer.waitFor();
    assert.equal(await editor.element.locator('[class*=squiggly-]').count(), 0);
    await offer.click();
    await workbench.quickInput.pick(formatTitle('openai-sft'));
    await workbench.waitForFile('tunewright.jsonc', text => /requests\.jsonl[^}]*openai-sft/.test(text));
    await problems.rows.filter({ hasText: 'shape/missing-key' }).first().waitFor();
  });
});

/** Chooses an entry of the menu; its label begins with an icon. */
async function choose({ quickInput }: Workbench, entry: string): Promise<void> {
  await quickInput.widget.locator('.monaco-list-row').filter({ hasText: entry }).first().click();
}
