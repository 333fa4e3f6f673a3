import assert from 'node:assert/strict';
import { ruleOf } from '../../../src/core/lint/registry.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';
import { type Box, boxOfText } from './support/boxOfText.ts';

describe('findings of a dataset', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', open: 'support-chat/train.jsonl' });
  });
  after(() => workbench?.close());

  it('are underlined exactly and listed with the place and the rule', async () => {
    const { editor, problems } = workbench;
    const listed = await problems.texts();
    assert.match(listed.find(text => text.includes('chat/role-unknown')) ?? '', /\[Ln 3, Col 167\]/);
    await editor.focus();
    await editor.goTo(3, 167);
    const word = await boxOfText(editor, '"Assistant"');
    const squiggles = await Promise.all(
      (await editor.squiggles('error').all()).map(one => one.boundingBox()),
    );
    const isUnderWord = (box: (typeof squiggles)[number]) =>
      box && Math.abs(box.x - word.x) < 2 && Math.abs(box.width - word.width) < 2 && overlaps(box, word);
    assert.ok(squiggles.some(isUnderWord), JSON.stringify({ word, squiggles }));
  });

  it('say on hover why they matter, in whose words, and lead to the page of the rule', async () => {
    const { editor, page } = workbench;
    const rule = ruleOf('chat/content-missing');
    const hover = await editor.hover(8, 104);
    const link = hover.getByRole('link', { name: 'About this rule' });
    await link.waitFor();
    const text = (await hover.innerText()).replace(/\s+/g, ' ');
    assert.ok(text.includes(rule?.why ?? '?'), text);
    assert.ok(text.includes(rule?.says?.[0]?.text ?? '?'), text);
    await link.click();
    const title = workbench.webview().getByRole('heading', { level: 1, name: 'chat/content-missing' });
    await title.waitFor();
    await workbench.runCommand('View: Close Editor');
    await page.locator('.tab.active[data-resource-name="train.jsonl"]').waitFor();
  });

  it('go when what is wrong is gone, and come back with it', async () => {
    const { editor, problems } = workbench;
    const finding = problems.rows.filter({ hasText: 'chat/role-unknown' });
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

function overlaps(some: Box, other: Box): boolean {
  return some.y < other.y + other.height && other.y < some.y + some.height;
}
