import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../../../scripts/host/browser.mjs';
import { hostileReports } from '../../core/evaluate/support/hostileComparison.ts';
import { fromRoot } from '../../support/root.ts';
import { faultsOf } from '../support/accessibility.ts';

describe('the HTML report in a browser', () => {
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const complaints: string[] = [];

  before(async () => {
    browser = await launchBrowser();
    const { html } = await hostileReports();
    page = await openPage(browser);
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    await page.route('**/*', route => {
      const url = route.request().url();
      if (url === 'http://localhost:1/')
        return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
      asked.push(url);
      return route.abort();
    });
    await page.goto('http://localhost:1/');
  });
  after(() => browser?.close());

  it('runs nothing of hostile names and answers, and asks nobody for anything', async () => {
    assert.match(await page.title(), /^<script>/);
    assert.equal(await page.locator('script, img, iframe, a, form, link').count(), 0);
    assert.ok((await page.locator('figure svg path').count()) > 20);
    assert.deepEqual(
      asked.filter(url => !url.endsWith('favicon.ico')),
      [],
    );
    assert.deepEqual(complaints, []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility problem in ${colorScheme} colours`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.locator('summary').first().click();
      mkdirSync(fromRoot('out/screenshots'), { recursive: true });
      await page.screenshot({
        path: fromRoot('out/screenshots', `report-${colorScheme}.png`),
        fullPage: true,
      });
      assert.deepEqual(await faultsOf(page.mainFrame()), []);
    });
  }
});
