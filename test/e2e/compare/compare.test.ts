import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openWorkbench, type Theme } from '../support/openWorkbench.ts';
import { actUntil, clickUntilShown, exactly, isShown } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';

const RESULTS = '.tunewright/results/mood.compare.jsonl';
const FEEDBACK = '.tunewright/feedback.jsonl';

const prompt = (system: string) =>
  JSON.stringify({
    model: 'sandbox-base',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: 'I love it, what a wonderful day' },
      { role: 'assistant', content: 'glad' },
      { role: 'user', content: 'It rains and everything is broken' },
      { role: 'assistant', content: 'sad' },
      { role: 'user', content: '{{text}}' },
    ],
  });

const CASES = [
  ['what a wonderful and lovely morning', 'glad'],
  ['everything is broken and it rains again', 'sad'],
  ['<script>alert(1)</script> I love it ![x](http://evil.invalid/x.png)', 'glad'],
];

const FILES = {
  'short.prompt.json': prompt('Answer with one word.'),
  'long.prompt.json': prompt('You tell the mood of a text. Answer with one word: glad or sad.'),
  'cases.jsonl': CASES.map(([text, reference]) => `${JSON.stringify({ text, reference })}\n`).join(''),
  'mood.compare.json': JSON.stringify({
    name: 'Moods',
    description: 'Does a longer prompt help?',
    variants: [
      { name: 'short', template: 'short.prompt.json' },
      { name: 'long', template: 'long.prompt.json' },
    ],
    cases: [{ dataset: 'cases.jsonl' }],
    graders: [{ type: 'exact_match', name: 'right' }],
  }),
};

/** A grader of each look: passes and fails, a table of labels, a judge that nobody agreed with yet. */
const GRADERS = [
  { type: 'exact_match', name: 'right' },
  { type: 'label', name: 'mood', labels: ['glad', 'sad'] },
  {
    ...{ type: 'score_model', name: 'judge', model: 'sandbox-base', connection: 'sandbox' },
    input: [{ role: 'user', content: 'Is it right? {{ sample.output_text }}' }],
  },
];

async function openGrid(theme: Theme, more: Record<string, string> = {}) {
  const workbench = await openWorkbench({ files: { ...FILES, ...more }, open: 'mood.compare.json', theme });
  return { workbench, page: await openPage(workbench) };
}

/** Opens the page of the comparison that is in front. */
async function openPage(workbench: Workbench): Promise<FrameLocator> {
  const page = workbench.webview();
  await actUntil(
    async () => {
      if (await page.locator('main').isVisible()) return;
      await workbench.runCommand('Tunewright: Open Comparison');
    },
    isShown(page.locator('main')),
  );
  return page;
}

describe('a comparison', () => {
  let workbench: Workbench;
  let page: FrameLocator;
  let results = '';

  before(async () => {
    ({ workbench, page } = await openGrid('Dark Modern'));
  });
  after(() => workbench?.close());

  it('says what a run asks for, and fills the grid', async () => {
    await page.getByText('6 answers to ask for').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Every answer is there.').waitFor();
    const scores = page.locator('.cell .badge').filter({ hasText: 'right:' });
    await scores.nth(5).waitFor();
    assert.equal(await scores.count(), 6);
    await workbench.screenshot('compare-Dark-Modern');
    results = workbench.readFile(RESULTS);
    assert.equal(results.trim().split('\n').length, 6);
  });

  it('runs nothing of what stands in an answer or a case', async () => {
    assert.equal(await page.locator('.cell script, .case script, .cell img').count(), 0);
    await page.locator('.question').getByText('<script>alert(1)</script>').waitFor();
  });

  it('is judged by keyboard', async () => {
    await page.locator('.cell').first().click();
    await page.locator('.cell.selected').press('u');
    await page.locator('.cell.selected button[aria-label="Good answer"][aria-pressed="true"]').waitFor();
    await page.locator('.cell.selected').press('ArrowDown');
    await page.locator('.cell.selected[data-cell="2-0-0"]').press('b');
    await page.locator('[data-cell="2-0-0"] .badge').getByText('better').waitFor();
    await page.locator('.cell.selected').press('i');
    await page.getByRole('dialog').getByRole('textbox').fill('gloomy');
    await page.getByRole('dialog').getByRole('textbox').press('Control+Enter');
    await page.locator('.reference').getByText('gloomy').waitFor();
    const said = workbench
      .readFile(FEEDBACK)
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.deepEqual(
      said.map(one => [one.kind, one.thumb ?? one.better ?? one.ideal]),
      [
        ['thumb', 'up'],
        ['choice', 'left'],
        ['ideal', 'gloomy'],
      ],
    );
    assert.equal(said[0].answer.template, 'short.prompt.json');
  });

  it('takes back what is said again', async () => {
    const [liked, disliked, better] = [
      page.locator('[data-cell="1-0-0"] button[aria-label="Good answer"][aria-pressed="true"]'),
      page.locator('[data-cell="2-0-0"] button[aria-label="Bad answer"][aria-pressed="true"]'),
      page.locator('[data-cell="2-0-0"] .badge').getByText('better'),
    ];
    const press = async (cell: string, key: string) => {
      await page.locator(`[data-cell="${cell}"]`).click();
      await page.locator(`.cell.selected[data-cell="${cell}"]`).press(key);
    };
    for (const state of ['detached', 'visible'] as const) {
      await press('2-0-0', 'b');
      await better.waitFor({ state });
      await press('1-0-0', 'u');
      await liked.waitFor({ state });
    }
    await press('2-0-0', 'd');
    await disliked.waitFor();
    assert.equal(workbench.readFile(FEEDBACK).trim().split('\n').length, 8);
  });

  it('shows what differs, and finds words', async () => {
    await page.getByLabel('Compare with').selectOption('the wanted answer');
    await page.locator('.word-diff').first().waitFor();
    await page.getByLabel('Search cases and answers').fill('rains');
    await page.getByText('1 of 3 cases').waitFor();
    await page.getByLabel('Search cases and answers').fill('');
    await page.getByText('3 cases').waitFor();
  });

  it('concludes honestly', async () => {
    await page.getByRole('tab', { name: 'Verdict' }).click();
    await page.locator('.verdict').first().waitFor();
    assert.match(await page.locator('.verdict').first().innerText(), /Not enough to tell|does better/);
    await workbench.screenshot('compare-verdict');
    await page.getByRole('tab', { name: 'Charts' }).click();
    await page.locator('figure.chart').first().waitFor();
    await workbench.screenshot('compare-charts');
    await page.getByRole('tab', { name: 'Answers' }).click();
  });

  it('saves pictures, tables and reports', async () => {
    await page.getByRole('tab', { name: 'Charts' }).click();
    const saves: [button: Locator, ending: string, begins: RegExp][] = [
      [page.getByRole('button', { name: /^PNG of / }).first(), '.png', /^\ufffdPNG\r\n/],
      [page.getByRole('button', { name: /^CSV of / }).first(), '.csv', /^[^{<\n]*,[^\n]*\r?\n/],
      [page.getByRole('button', { name: 'CSV', exact: true }), 'mood.csv', /^question,/],
      [page.getByRole('button', { name: 'JSON', exact: true }), 'mood.json', /^\{\n {2}"/],
    ];
    for (const [button, ending, begins] of saves) {
      await clickUntilShown(button, workbench.quickInput.widget);
      const name = await workbench.quickInput.acceptSaving(ending);
      assert.match(await workbench.waitForFile(name), begins, name);
    }
    await page.getByRole('tab', { name: 'Answers' }).click();
  });

  it('asks for nothing again', async () => {
    await page.getByText('Every answer is there.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Run what is missing' }).isDisabled(), true);
    assert.equal(workbench.readFile(RESULTS), results);
  });

  it('makes examples and pairs of what was said', async () => {
    const { quickInput, messages } = workbench;
    const made: [kind: string, file: string, key: string][] = [
      ['Examples to imitate (SFT)', 'mood-sft.jsonl', 'messages'],
      ['Pairs of a better and a worse answer (DPO)', 'mood-dpo.jsonl', 'preferred_output'],
      ['Examples to imitate (SFT)', 'mood-sft-2.jsonl', 'messages'],
    ];
    for (const [kind, file, key] of made) {
      const tab = workbench.page.locator('.tabs-container .tab').filter({ hasText: exactly('mood') });
      await clickUntilShown(tab, page.locator('main'));
      // Once: a second click would ask everything again over what is asked.
      await page.getByRole('button', { name: 'Make dataset…' }).click();
      await quickInput.pick('Your judgement in this comparison');
      await quickInput.pick(kind);
      await quickInput.pick('None');
      await quickInput.accept();
      await quickInput.widget.locator('.monaco-list-row').filter({ hasText: 'Example 1' }).waitFor();
      if (kind.startsWith('Pairs')) await workbench.screenshot('feedback-preview');
      await quickInput.pickContaining('Write ');
      const rows = (await workbench.waitForFile(file)).trim().split('\n');
      for (const row of rows) assert.ok(key in JSON.parse(row), row);
      await workbench.editor.waitUntilShown(file);
      await messages.notification(`${file}: ${rows.length} row`);
    }
  });
});

describe('a batch of a comparison', () => {
  /** So many that the sandbox, which answers a hundred at each look, is under way for a while. */
  const MANY = 300;
  let workbench: Workbench;

  const lines = () =>
    workbench
      .readFile(RESULTS)
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));

  before(async () => {
    const cases = Array.from({ length: MANY }, (_, index) => [`It rains for ${index} days`, 'sad']);
    const texts = cases.map(([text, reference]) => `${JSON.stringify({ text, reference })}\n`);
    workbench = await openWorkbench({ files: { ...FILES, 'cases.jsonl': texts.join('') } });
    // Not opened from the start: a file in the address is opened by a reload instead of what was open.
    await workbench.editor.open('mood.compare.json');
  });
  after(() => workbench?.close());

  it('is left by a window that is closed, and its answers come by themselves in the next', async () => {
    let page = await openPage(workbench);
    await workbench.untilPageStored('tunewright.compare');
    await page.getByRole('button', { name: 'Run as a batch' }).click();
    await workbench.waitForFile(RESULTS, text => text.endsWith('\n'));
    const before = lines();
    await workbench.page.reload();
    assert.deepEqual(
      before.map(({ type, hashes, ended }) => [type, hashes.length, ended]),
      [['batch', 2 * MANY, undefined]],
    );
    page = workbench.webview();
    await page.getByText('Every answer is there.').waitFor({ timeout: 60_000 });
    const all = lines();
    assert.deepEqual(
      [...new Set(all.flatMap(({ type, id }) => (type === 'batch' ? id : [])))],
      [before[0].id],
    );
    assert.equal(all.filter(({ type }) => type === 'cell').length, 2 * MANY);
    await page.locator('[data-cell="1-0-0"] .badge').filter({ hasText: 'right:' }).waitFor();
  });
});

for (const theme of ['Dark Modern', 'Light Modern', 'Default High Contrast'] as const) {
  describe(`a blind comparison in ${theme}`, () => {
    let workbench: Workbench;
    let page: FrameLocator;

    before(async () => {
      const blind = JSON.stringify({
        ...JSON.parse(FILES['mood.compare.json']),
        blind: true,
        graders: GRADERS,
      });
      ({ workbench, page } = await openGrid(theme, { 'mood.compare.json': blind }));
    });
    after(() => workbench?.close());

    it('hides names until they are revealed', async () => {
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByText('Every answer is there.').waitFor();
      await page.getByRole('columnheader', { name: 'Answer A' }).waitFor();
      assert.equal(await page.locator('.column').filter({ hasText: 'sandbox' }).count(), 0);
      assert.equal(await page.locator('.cell .badge').count(), 0);
      await workbench.screenshot(`compare-blind-${theme.replaceAll(' ', '-')}`);
      await page.getByRole('button', { name: 'Reveal names' }).click();
      await page.getByRole('columnheader', { name: 'short' }).waitFor();
      await workbench.screenshot(`compare-${theme.replaceAll(' ', '-')}`);
    });

    it('has no faults of accessibility', async () => {
      for (const tab of ['Verdict', 'Charts', 'Answers']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('tabpanel').waitFor();
        assert.deepEqual(await accessibilityFaults(page), [], tab);
        await workbench.screenshot(`compare-${tab}-${theme.replaceAll(' ', '-')}`);
      }
    });

    it('has none where an answer is written or explained', async () => {
      await page.locator('.cell').first().click();
      await page.locator('.cell.selected').press('i');
      await page.getByRole('dialog').getByRole('textbox').waitFor();
      assert.deepEqual(await accessibilityFaults(page), [], 'writing');
      await page.getByRole('dialog').getByRole('textbox').press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('.cell.selected').press('y');
      await page.getByText('names no training file').waitFor();
      assert.deepEqual(await accessibilityFaults(page), [], 'why');
    });
  });
}
