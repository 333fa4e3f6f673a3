import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openWorkbench, type Theme } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

const THEMES: readonly Theme[] = ['Dark Modern', 'Light Modern', 'Default High Contrast'];

for (const theme of THEMES) {
  describe(`the preview in ${theme}`, () => {
    let workbench: Workbench;
    let page: FrameLocator;

    before(async () => {
      workbench = await openWorkbench({ workspace: 'samples', open: 'book/sentiment.prompt.json', theme });
      page = workbench.webview();
      await workbench.editor.clickCodeLens('Preview', page.locator('main'));
    });
    after(() => workbench?.close());

    it('shows the messages by role, with values and what is missing', async () => {
      await page.locator('.message').last().locator('.missing').waitFor();
      assert.equal(await page.locator('.message').count(), 8);
      assert.match((await page.locator('.message').first().innerText()) ?? '', /1\. crew\s+2\. punctuality/);
      await workbench.screenshot(`preview-${theme.replace(/ /g, '-')}`);
    });

    it('has no faults of accessibility', async () => {
      assert.deepEqual(await accessibilityFaults(page), []);
    });

    if (theme !== THEMES[0]) return;

    it('takes values from a saved set, and from what is typed in', async () => {
      await page.getByLabel('Saved set').selectOption('an angry guest');
      await page.locator('.message').last().getByText("there're seats").waitFor();
      await page.locator('.message').first().getByText('honesty').waitFor();
      await page.getByLabel('review').fill(`Aren't <b> & "x" {{ y }}`);
      await page.locator('.message .value').getByText(`Aren't <b> & "x" {{ y }}`, { exact: true }).waitFor();
    });

    it('shows the exact request', async () => {
      await page.getByRole('tab', { name: 'Request' }).click();
      const request = JSON.parse(await page.locator('.request').innerText());
      assert.equal(request.messages.at(-1).content, `Aren't <b> & "x" {{ y }}`);
      assert.deepEqual(Object.keys(request), ['model', 'temperature', 'max_tokens', 'messages']);
      await workbench.screenshot('preview-request');
      await page.getByRole('tab', { name: 'Messages' }).click();
    });

    it('leads from a word to its place in the template', async () => {
      await page
        .locator('.message')
        .nth(3)
        .getByText('late')
        .click({ position: { x: 5, y: 5 } });
      await workbench.statusItem('Ln 23').waitFor();
    });

    it('follows what is typed in the editor', async () => {
      await workbench.editor.goTo(23, 35);
      await workbench.editor.insert('QUITE ');
      await page.locator('.message').getByText('QUITE').waitFor();
    });

    it('says where an error is', async () => {
      await workbench.editor.insert('{{ x | nope }}');
      await page.locator('.notes').getByText('nope').waitFor();
      await workbench.screenshot('preview-error');
      await page.locator('.notes button').getByText('sentiment.prompt.json:23').waitFor();
    });
  });
}

describe('the preview after a reload', () => {
  let workbench: Workbench;

  before(async () => {
    // Not from the start: a file in the address is opened by a reload instead of what was open.
    workbench = await openWorkbench({ workspace: 'samples' });
    await workbench.editor.open('translate.prompt.json');
    await workbench.editor.clickCodeLens('Preview', workbench.webview().locator('main'));
  });
  after(() => workbench?.close());

  it('is there again, with what was typed in', async () => {
    await workbench.webview().getByLabel('language').fill('Norwegian');
    await workbench.webview().locator('.message .value').getByText('Norwegian').waitFor();
    await workbench.untilStored(/"key":"file:/, /Norwegian/);
    await workbench.page.reload();
    const value = workbench.webview().locator('.message .value').getByText('Norwegian');
    await value.waitFor({ timeout: 60_000 });
  });
});
