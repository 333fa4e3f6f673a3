import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openWorkbench, type Theme } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

const THEMES: readonly Theme[] = ['Dark Modern', 'Light Modern', 'Default High Contrast'];

for (const theme of THEMES) {
  describe(`running a chat template in ${theme}`, () => {
    let workbench: Workbench;
    let page: FrameLocator;

    before(async () => {
      workbench = await openWorkbench({ workspace: 'samples', open: 'book/choose.prompt.json', theme });
      page = workbench.webview();
      await workbench.editor.clickCodeLens('Preview', page.locator('main'));
      await page.getByLabel('request').fill('Can you say this in French?');
      await page.getByLabel('text', { exact: true }).fill('**Closed** today');
      await page.locator('.message .value').getByText('Can you say').waitFor();
    });
    after(() => workbench?.close());

    it('counts tokens and says what they cost', async () => {
      await page
        .locator('.facts')
        .getByText(/\d tokens.*free/)
        .waitFor();
      await page
        .locator('.message')
        .first()
        .getByText(/\d+ tokens/)
        .waitFor();
    });

    it('shows both steps, the answer, usage, model and time', async () => {
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      const run = page.locator('.run:not(.live)');
      await run.locator('.steps').getByText('chose translate').waitFor();
      assert.match(
        await run.locator('.facts').innerText(),
        /sandbox-base · Sandbox · \d+ tokens in · \d+ out/,
      );
      await page.locator('.history summary').click();
      await page.locator('.history .row').waitFor();
      await workbench.screenshot(`run-${theme.replace(/ /g, '-')}`);
    });

    it('has no faults of accessibility', async () => {
      assert.deepEqual(await accessibilityFaults(page), []);
    });
  });
}
