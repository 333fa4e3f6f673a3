import assert from 'node:assert/strict';
import { ruleOf } from '../../../src/core/lint/registry.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { clickUntilGone } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';
import { untilUnderlined } from './support/underlined.ts';

describe('findings of a dataset', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', open: 'support-chat/train.jsonl' });
  });
  after(() => workbench?.close());

  it('are underlined exactly and listed with the place and the rule', async () => {
    const { editor, problems } = workbench;
    await problems.open();
    await problems.of('chat/role-unknown').filter({ hasText: '[Ln 3, Col 167]' }).waitFor();
    await editor.focus();
    await editor.goTo(3, 167);
    await untilUnderlined(editor, '"Assistant"');
  });

  it('say on hover why they matter, in whose words, and lead to the page of the rule', async () => {
    const { editor, page } = workbench;
    const rule = ruleOf('chat/content-missing');
    const title = workbench.webview().getByRole('heading', { level: 1, name: 'chat/content-missing' });
    const hover = await editor.hover(8, 104);
    const link = hover.getByRole('link', { name: 'About this rule' });
    await link.waitFor();
    const text = (await hover.innerText()).replace(/\s+/g, ' ');
    assert.ok(text.includes(rule?.why ?? '?'), text);
    assert.ok(text.includes(rule?.says?.[0]?.text ?? '?'), text);
    await clickUntilGone(link);
    await title.waitFor();
    await workbench.runCommand('View: Close Editor');
    await page.locator('.tab.active[data-resource-name="train.jsonl"]').waitFor();
  });

  it('go when what is wrong is gone, and come back with it', async () => {
    const { editor, problems } = workbench;
    const finding = problems.of('chat/role-unknown');
    await finding.waitFor();
    await editor.goTo(3, 169);
    await editor.insert('X');
    await editor.undo();
    await finding.waitFor();
    // The cursor stands behind the A of "Assistant".
    await workbench.page.keyboard.press('Backspace');
    await editor.insert('a');
    await finding.waitFor({ state: 'detached' });
  });
});
