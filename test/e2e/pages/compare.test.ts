import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/host/browser.mjs';
import { openTestPage, type TestPage } from './support/openTestPage.ts';

const RIGHT_TO_LEFT = 'safe \u202egnp.exe\u202c and \u2066isolated\u2069';
const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)></svg>',
  '[a](javascript:alert(4)) [b](command:workbench.action.quit) ![c](https://evil.example/c.png) <https://good.example>',
  `\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u0000 ${RIGHT_TO_LEFT}`,
  `${'x'.repeat(1_000_000)} <img src=x onerror=alert(5)>`,
];

describe('the grid of a comparison under the policy of pages', () => {
  let browser: Browser;
  let opened: TestPage;
  const cell = (row: number) => opened.page.locator(`[data-cell="${row + 1}-0-0"]`);

  before(async () => {
    browser = await launchBrowser();
    opened = await openTestPage(browser, 'comparePage.tsx', { answers: HOSTILE });
    await cell(0).waitFor();
  });
  after(() => browser?.close());
  afterEach(() => {
    assert.deepEqual(opened.complaints, [], 'The policy was violated, or something failed.');
    assert.deepEqual(opened.asked, [], 'Something was fetched.');
  });

  for (const mode of ['Markdown', 'Plain text', 'JSON']) {
    it(`runs, fetches and follows nothing of hostile answers as ${mode}`, async () => {
      const { page } = opened;
      await page.getByLabel('Answers as').selectOption(mode);
      for (const row of HOSTILE.keys()) {
        await cell(row).scrollIntoViewIfNeeded();
        assert.notEqual((await cell(row).innerText()).trim(), '');
      }
      assert.equal(
        await page
          .locator('.grid script, .grid img, .grid iframe, .grid form, .grid svg[onload], .grid style')
          .count(),
        0,
      );
      assert.equal(await page.locator('.grid a[href], .grid [onerror], .grid [onload]').count(), 0);
    });
  }

  it('shows what would hide or turn text around', async () => {
    await opened.page.getByLabel('Answers as').selectOption('Plain text');
    const text = await cell(2).innerText();
    assert.doesNotMatch(text, /[\u001b\u0000\u202a-\u202e\u2066-\u2069]/);
    for (const part of ['red', 'gnp.exe', 'isolated', 'U+202E', 'U+2066'])
      assert.ok(text.includes(part), text);
    await opened.page.getByLabel('Answers as').selectOption('Markdown');
    assert.doesNotMatch(await cell(2).innerText(), /[\u001b\u0000\u202a-\u202e\u2066-\u2069]/);
  });

  it('draws the beginning of a long line, and the rest on demand', async () => {
    await cell(3).scrollIntoViewIfNeeded();
    assert.ok((await cell(3).innerText()).length < 200_000);
  });

  it('compares hostile texts word by word', async () => {
    const { page } = opened;
    await page.getByLabel('Compare with').selectOption('the wanted answer');
    await page.locator('.word-diff').first().waitFor();
    assert.equal(await page.locator('.grid script, .grid img, .grid svg[onload]').count(), 0);
  });
});
