import assert from 'node:assert/strict';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

const DATASET = 'support-chat/train.jsonl';
const THEMES = [
  ['Light Modern', 'vs'],
  ['Dark Modern', 'vs-dark'],
  ['Dark High Contrast', 'hc-black'],
] as const;

describe('a dataset in the editor', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', open: DATASET });
  });
  after(() => workbench?.close());

  const problem = (rule: string) => workbench.problems.rows.filter({ hasText: rule });

  it('shows what is wrong, in the text and in the Problems panel', async () => {
    await workbench.problems.open();
    for (const rule of ['chat/role-unknown', 'json/stray-comma', 'chat/content-missing', 'shape/extra-key']) {
      await problem(rule).first().waitFor();
    }
    await workbench.editor.goTo(3, 170);
    await workbench.editor.squiggles('error').first().waitFor();
  });

  it('says on hover why it matters, with a way to the documentation', async () => {
    const hover = await workbench.editor.hover(3, 170);
    const link = hover.getByRole('link', { name: 'About this rule' });
    await link.waitFor();
    await workbench.screenshot('lint-hover');
    await link.click();
    await workbench.webview().getByRole('heading', { name: 'chat/role-unknown' }).waitFor();
    await workbench.screenshot('lint-rule-page');
    await workbench.runCommand('View: Close Editor');
    await workbench.editor.waitUntilShown('train.jsonl');
  });

  it('tells format, target and counts, and pins another target for the file', async () => {
    const list = await workbench.openLanguageStatus();
    await list.getByText('OpenAI chat for OpenAI').first().waitFor();
    await workbench.screenshot('lint-status');
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Tunewright: Show Dataset Menu');
    await workbench.screenshot('lint-status-menu');
    await workbench.quickInput.widget.getByText('Target', { exact: true }).first().click();
    await workbench.quickInput.pick('Together AI');
    await workbench.waitForFile('tunewright.jsonc', text => text.includes('"together"'));
    // At Together two assistant messages in a row are an error.
    await workbench.editor.goTo(6, 262);
    await problem('chat/consecutive-same-role').locator('.codicon-error').waitFor();
  });

  it('lists the fixes of a place, its rule and the file, and applies one', async () => {
    const menu = await workbench.editor.openQuickFixes(5, 313);
    await menu.getByText('Delete the comma').first().waitFor();
    await workbench.screenshot('lint-quick-fixes');
    await workbench.page.keyboard.press('Escape');
    await workbench.editor.applyQuickFix(5, 313, 'Delete the comma');
    await problem('json/stray-comma').first().waitFor({ state: 'detached' });
    await workbench.editor.save();
    await workbench.waitForFile(DATASET, text => text !== '' && !text.includes('],}'));
  });

  it('fixes all that is safe by one command, and takes it back by one undo', async () => {
    await workbench.editor.focus();
    await workbench.runCommand('Tunewright: Fix All Safe Problems');
    await problem('chat/role-unknown').first().waitFor({ state: 'detached' });
    await workbench.editor.focus();
    await workbench.editor.undo();
    await problem('chat/role-unknown').first().waitFor();
  });

  for (const [theme, kind] of THEMES) {
    it(`can be read in ${theme}`, async () => {
      await workbench.runCommand('Preferences: Color Theme');
      await workbench.quickInput.type(theme);
      await workbench.quickInput.pick(theme);
      await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
      await workbench.editor.goTo(3, 170);
      await workbench.editor.squiggles('error').first().waitFor();
      await workbench.screenshot(`lint-${theme.replaceAll(' ', '-').toLowerCase()}`);
    });
  }

  it('prepares a clean copy and leaves the original alone', async () => {
    const before = workbench.readFile('garden-faq/faq.jsonl');
    await workbench.editor.open('faq.jsonl');
    await workbench.runCommand('Tunewright: Prepare Dataset');
    await workbench.quickInput.widget.getByText('Leave out copies of examples').first().waitFor();
    await workbench.screenshot('lint-prepare');
    await workbench.quickInput.widget
      .locator('.monaco-list-row')
      .filter({ hasText: 'Leave out copies of examples' })
      .locator('.monaco-checkbox')
      .click();
    await workbench.quickInput.accept();
    await workbench.quickInput.widget.locator('.monaco-list-row').first().waitFor();
    await workbench.screenshot('lint-prepare-split');
    await workbench.quickInput.widget.locator('.monaco-list-row').first().click();
    const written = await workbench.waitForFile('garden-faq/faq_prepared.jsonl');
    assert.equal(written.trim().split('\n').length, before.trim().split('\n').length - 1);
    assert.equal(workbench.readFile('garden-faq/faq.jsonl'), before);
  });

  it('leaves a log alone', async () => {
    await workbench.editor.open('requests.jsonl');
    const list = await workbench.openLanguageStatus();
    await list.getByText('Not training data').first().waitFor();
    await workbench.page.keyboard.press('Escape');
    assert.equal(await workbench.editor.squiggles('error').count(), 0);
  });
});
