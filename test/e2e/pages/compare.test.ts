import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { CUT } from '../../../src/core/evaluate/compare/answerCell.ts';
import { launchBrowser } from '../../../scripts/host/browser.mjs';
import type { CompareTestHost } from './support/compareHost.ts';
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

describe('the keys of the grid', () => {
  let browser: Browser;
  let opened: TestPage;
  const selected = () => opened.page.locator('.cell.selected');

  before(async () => {
    browser = await launchBrowser();
    const faults = [
      { wrongModel: true, answered: 'somebody-else' },
      { truncated: true, problem: CUT },
    ];
    opened = await openTestPage(browser, 'comparePage.tsx', { faults });
    await opened.page.locator('[data-cell="1-0-0"]').click();
    await opened.page.locator('.cell.selected[data-cell="1-0-0"]').waitFor();
  });
  after(() => browser?.close());
  afterEach(() => assert.deepEqual(opened.complaints, []));

  /** What the page asked the extension for since the last look, once there is something. */
  async function asked(): Promise<unknown> {
    const [one, ...more] = await opened.page.evaluate(async () => {
      const { compareHost } = globalThis as unknown as { compareHost: CompareTestHost };
      while (compareHost.asked.length === 0) await new Promise(requestAnimationFrame);
      return compareHost.asked.splice(0);
    });
    assert.deepEqual(more, []);
    const [name, params] = one!.split(/ (.*)/s);
    return [name, JSON.parse(params!)];
  }

  const MOVES = [
    ['ArrowDown', '2-0-0'],
    ['j', '3-0-0'],
    ['k', '2-0-0'],
    ['ArrowUp', '1-0-0'],
    ['ArrowUp', '1-0-0'],
    ['End', '4-0-0'],
    ['j', '4-0-0'],
    ['Home', '1-0-0'],
    ['ArrowLeft', '1-5-0'],
    ['ArrowRight', '1-0-0'],
    ['ArrowRight', '1-1-0'],
  ] as const;
  it('go to the next and the previous case and column, and the focus goes along', async () => {
    for (const [key, place] of MOVES) {
      await selected().press(key);
      await opened.page.locator(`.cell.selected:focus[data-cell="${place}"]`).waitFor();
    }
  });

  const CHOSEN = { caseId: 'case-0', left: 1, right: 2 };
  const PLACE = { caseId: 'case-0', slot: 1, repetition: 0 };
  const JUDGEMENTS: [key: string, asks: [name: string, params: object]][] = [
    ['b', ['choose', { ...CHOSEN, better: 'left' }]],
    ['w', ['choose', { ...CHOSEN, better: 'right' }]],
    ['g', ['choose', { ...CHOSEN, better: 'both' }]],
    ['x', ['choose', { ...CHOSEN, better: 'neither' }]],
    ['u', ['thumb', { ...PLACE, thumb: 'up' }]],
    ['d', ['thumb', { ...PLACE, thumb: 'down' }]],
  ];
  for (const [key, asks] of JUDGEMENTS) {
    it(`${key} judges: ${JSON.stringify(asks[1])}`, async () => {
      await selected().press(key);
      assert.deepEqual(await asked(), asks);
    });
  }

  it('judge against the column that is compared with', async () => {
    await opened.page.getByLabel('Compare with').selectOption('second');
    await selected().press('w');
    assert.deepEqual(await asked(), ['choose', { ...CHOSEN, right: 4, better: 'right' }]);
    await opened.page.getByLabel('Compare with').selectOption('nothing');
  });

  const USUAL =
    '**short** says that in winter 0 the sea sounds *slow*, and:\n\n- far away\n- near the pier\n\n`wave 0`';
  for (const [key, name, params] of [
    ['c', 'comment', { ...PLACE, text: 'bucx', output: USUAL }],
    ['i', 'ideal', { caseId: 'case-0', text: 'bucx' }],
  ] as const) {
    it(`${key} opens a box, whose own keys judge nothing; Escape leaves it, Ctrl+Enter keeps it`, async () => {
      const box = opened.page.getByRole('dialog').getByRole('textbox');
      await selected().press(key);
      await box.press('b');
      await box.press('Escape');
      await opened.page.locator('.cell.selected:focus').waitFor();
      await selected().press(key);
      await box.fill('');
      await box.pressSequentially('bucx');
      await box.press('Control+Enter');
      assert.deepEqual(await asked(), [name, params]);
      await opened.page.locator('.cell.selected:focus').waitFor();
    });
  }

  it('find another model and a cut answer told loudly, in their cells alone', async () => {
    const loud = opened.page.locator('.cell .loud');
    assert.equal(await loud.count(), 2);
    const wrong = await opened.page.locator('[data-cell="1-0-0"] .loud').innerText();
    assert.ok(wrong.includes('somebody-else instead of m'), wrong);
    const cut = await opened.page.locator('[data-cell="2-0-0"] .loud').innerText();
    assert.ok(cut.includes(CUT.message), cut);
  });
});
