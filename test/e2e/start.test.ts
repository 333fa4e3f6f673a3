import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from '../../scripts/host/browser.mjs';
import { startGroup } from '../../scripts/lib/processes.mjs';
import { fromRoot, root } from '../support/root.ts';

describe('npm start', () => {
  let start: ReturnType<typeof startGroup>;
  let url: URL;
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
    start = startGroup(process.execPath, [fromRoot('scripts/start.mjs'), '--no-open'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    url = await printedUrl(start);
  });
  after(async () => {
    await browser?.close();
    await start?.stop();
  });

  it('shows a dataset and its findings at the URL that it prints', async () => {
    const page = await openPage(browser);
    await page.goto(url.href);
    await page
      .locator('.tabs-container .tab.active[data-resource-name$=".jsonl"]')
      .waitFor({ timeout: 60_000 });
    await page
      .locator('.markers-panel .monaco-list-row[aria-level="2"]')
      .first()
      .waitFor({ timeout: 60_000 });
    await page.screenshot({ path: fromRoot('out/screenshots/start.png') });
  });

  it('ends with everything that it made when it is interrupted', async () => {
    const copy = url.searchParams.get('folder') ?? '';
    assert.equal(existsSync(copy), true);
    start.child.kill('SIGINT');
    await start.exited;
    assert.equal(existsSync(copy), false);
    await assert.rejects(fetch(url));
  });
});

/** The first URL of the output. */
function printedUrl({ child, exited }: ReturnType<typeof startGroup>): Promise<URL> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', chunk => {
      text += chunk;
      const found = /http:\/\/localhost\S+(?=\n)/.exec(text);
      if (found) resolve(new URL(found[0]));
    });
    exited.then(() => reject(new Error(`npm start ended: ${text}`)));
  });
}
