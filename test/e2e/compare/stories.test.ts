import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { SIGNS, TOPICS, UNKNOWN } from '../../support/signsStory.ts';
import { chooseInMenu } from '../support/contextMenu.ts';
import { launchTune } from '../support/launching.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { clickUntilShown } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';

/** What people do with scripts and tables, done in the window: who learnt the taste, the voice, and what pleases. */
describe('stories of comparing', () => {
  let workbench: Workbench;
  let page: FrameLocator;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', files: { ...SIGNS } });
    page = workbench.webview();
  });
  after(() => workbench?.close());

  const jobs = () => workbench.view('Jobs').locator('.monaco-list-row');
  const write = (name: string, value: unknown) =>
    writeFileSync(path.join(workbench.workspace, name), JSON.stringify(value, undefined, 2));

  /** Launches a tune and waits for its model, which is returned. */
  async function train(file: string): Promise<string> {
    const job = await launchTune(workbench, file);
    await job.getByText('The resulting model').waitFor({ timeout: 60_000 });
    return job.locator('header code').innerText();
  }

  /** Picks the first item that holds the text, and waits until something else is asked. */
  const choose = (text: string) => workbench.quickInput.pickContaining(text);

  /** Presses a lens over the file in front, such as `Run`, until its effect is there. */
  async function pressLens(title: string, effect: Locator): Promise<void> {
    const lens = workbench.editor.element.locator('.codelens-decoration a').filter({ hasText: title });
    await clickUntilShown(lens, effect);
  }

  /** Opens a comparison's page and runs it. The page says first what that asks for. */
  async function runComparison(file: string): Promise<void> {
    await workbench.runCommand('View: Close All Editors');
    await workbench.editor.open(file);
    await pressLens('Open', page.locator('main h1'));
    const run = page.getByRole('button', { name: /^Run( what is missing)?$/ });
    await page.getByText('It costs nothing.').first().waitFor();
    await run.click();
    await page.getByText('Every answer is there.').waitFor({ timeout: 60_000 });
    await page.getByText('to ask for').waitFor({ state: 'hidden', timeout: 60_000 });
  }

  /** What a variant reached by a grader, in percent, as the Verdict tab says it. */
  async function reached(grader: string, variant: string): Promise<number> {
    await page.getByRole('tab', { name: 'Verdict' }).click();
    const table = page.getByRole('heading', { name: 'Each variant' }).locator('..').locator('table');
    await table.locator('thead th').getByText(variant, { exact: true }).waitFor();
    await table.locator('tbody th').getByText(grader, { exact: true }).waitFor();
    const rows = await table
      .locator('tr')
      .evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent ?? '')));
    const [names = []] = rows;
    const row = rows.find(([label]) => label === grader);
    return Number.parseFloat(row?.[names.indexOf(variant)] ?? '');
  }

  it('S2: three ways of learning a taste, in one grid with the base', async () => {
    await train('binary.tune.json');
    // From the notification, over the file that the job kept for validation.
    await workbench.messages.answerNotification('taste, binary on Sandbox is trained', 'Compare with Base');
    await choose('A new comparison');
    for (const step of ['Which models', 'What judges']) {
      await workbench.quickInput.widget.locator(`input[placeholder^="${step}"]`).waitFor();
      await workbench.quickInput.accept();
    }
    await workbench.editor.waitUntilShown('taste-binary.compare.json');
    await pressLens('Run', page.locator('main h1'));
    await page.getByText('Every answer is there.').waitFor({ timeout: 60_000 });
    assert.ok((await reached('accuracy', 'taste, binary')) > (await reached('accuracy', 'base')));

    await train('pairwise.tune.json');
    await train('preferences.tune.json');
    await runComparison('taste.compare.json');
    await workbench.screenshot('compare-story-taste');
    for (const learnt of ['yes or no', 'preferences'])
      assert.ok((await reached('accuracy', learnt)) > (await reached('accuracy', 'base')), learnt);
    await page
      .getByText(/A vote of/)
      .first()
      .waitFor();
    await page
      .getByText(/preferences and yes or no|yes or no and preferences/)
      .first()
      .waitFor();
    await workbench.screenshot('compare-story-taste-verdict');
  });

  it('S3: a voice, heard beside the base; why it says that, and which line to mend', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.editor.open('night-watch.txt');
    await workbench.runCommand('Tunewright: Make Dataset from Dialogue');
    await choose('Captain Brine');
    await choose('What was said last');
    await workbench.quickInput.accept();
    await choose('Write');
    await workbench.editor.waitUntilShown('night-watch_dialogue.jsonl');
    const tune = {
      connection: 'sandbox',
      model: 'sandbox-base',
      training: 'night-watch_dialogue.jsonl',
      seed: 1,
    };
    write('voice/brine.tune.json', { name: 'brine', ...tune });
    await train('brine.tune.json');

    await workbench.openActivity('Tunewright');
    await chooseInMenu(workbench.page, jobs().filter({ hasText: 'brine' }).first(), 'New Comparison');
    await choose('A new comparison');
    await choose('night-watch_dialogue.jsonl');
    for (const step of ['Which models', 'What judges']) {
      await workbench.quickInput.widget.locator(`input[placeholder^="${step}"]`).waitFor();
      await workbench.quickInput.accept();
    }
    await workbench.editor.waitUntilShown('brine.compare.json');
    await runComparison('brine.compare.json');
    await page.locator('.badge').getByText('seen in training').first().waitFor();
    await page.locator('[data-cell="1-1-0"]').click();
    await page.locator('.cell.selected').press('y');
    const why = page.getByRole('dialog', { name: 'Why did it say that?' });
    await why.locator('mark').first().waitFor();
    await workbench.screenshot('compare-story-why');

    // By keyboard: into the box, to the first line's *Exclude*.
    const before = workbench.readFile('voice/night-watch_dialogue.jsonl');
    await why
      .getByRole('button', { name: /^Exclude line/ })
      .first()
      .press('Enter');
    await why.getByText('taken out').waitFor();
    await workbench.page.locator('.tab[data-resource-name="night-watch_dialogue.jsonl"]').waitFor();
    await workbench.screenshot('compare-story-excluded');
    await why
      .getByRole('button', { name: /^Put back line/ })
      .first()
      .press('Enter');
    await why.getByText('taken out').waitFor({ state: 'hidden' });
    await workbench.runCommand('File: Save All Files');
    await workbench.waitForFile('voice/night-watch_dialogue.jsonl', text => text === before);
    await why.getByRole('button', { name: 'Close' }).press('Enter');
    await page.locator('.cell.selected:focus').waitFor();
  });

  it('S4: what the judge likes is learnt, and the second round beats the first', async () => {
    await runComparison('rounds.compare.json');
    await makeDataset();
    await workbench.editor.waitUntilShown('rounds-sft.jsonl');
    const tune = { connection: 'sandbox', seed: 1 };
    write('signs/one.tune.json', {
      name: 'round 1',
      ...tune,
      model: 'sandbox-base',
      training: 'rounds-sft.jsonl',
    });
    const first = await train('one.tune.json');
    await addToRounds('round 1');

    await runComparison('rounds.compare.json');
    // What nobody pleases with is written by the person, by keyboard alone.
    await page.getByRole('tab', { name: 'Answers' }).click();
    for (const [topic, sign] of UNKNOWN.slice(0, 6)) {
      await page.getByLabel('Search cases and answers').fill(topic);
      await page.locator('.question').getByText(topic, { exact: true }).waitFor();
      // The search is over when the case is the first.
      const number = TOPICS.findIndex(([one]) => one === topic) + 1;
      const cell = `[data-cell="${number}-0-0"]`;
      await page.locator(`[aria-rowindex="2"] ${cell}`).click();
      await page.locator(`.cell.selected${cell}`).press('i');
      await page.getByRole('dialog').getByRole('textbox').fill(sign);
      await page.getByRole('dialog').getByRole('textbox').press('Control+Enter');
      await page.locator('.reference').getByText(sign).waitFor();
    }
    await page.getByLabel('Search cases and answers').fill('');
    await makeDataset('What “pleases” passes', 'Examples to imitate');
    await workbench.editor.waitUntilShown('rounds-sft-2.jsonl');
    write('signs/two.tune.json', { name: 'round 2', ...tune, model: first, training: 'rounds-sft-2.jsonl' });
    await train('two.tune.json');
    await addToRounds('round 2');

    await runComparison('rounds.compare.json');
    const [one, two] = [await reached('pleases', 'round 1'), await reached('pleases', 'round 2')];
    assert.ok(two > one, `${one} ${two}`);
    await page.locator('.verdict').filter({ hasText: 'round 2' }).first().waitFor();
    await workbench.screenshot('compare-story-rounds');
    await page.getByRole('tab', { name: 'Charts' }).click();
    await page.locator('figure.chart').first().waitFor();
    await workbench.screenshot('compare-story-rounds-charts');
  }).timeout(240_000);

  /** *Make dataset…* on the page. Whose word is learnt and what is made of it is asked only where there are several. */
  async function makeDataset(...choices: string[]): Promise<void> {
    await page.getByRole('button', { name: 'Make dataset…' }).click();
    for (const choice of choices) await choose(choice);
    await choose('None');
    await workbench.quickInput.widget.locator('input[placeholder^="Which files are kept"]').waitFor();
    await workbench.quickInput.accept();
    await choose('Write');
  }

  /** *New Comparison* of a job in the Jobs view, which adds its model to the comparison that is there. */
  async function addToRounds(job: string): Promise<void> {
    await workbench.openActivity('Tunewright');
    await chooseInMenu(workbench.page, jobs().filter({ hasText: job }).first(), 'New Comparison');
    await choose('rounds.compare.json');
    await workbench.waitForFile('signs/rounds.compare.json', text => text.includes(`"${job}"`));
    // It is opened after it was written, and takes the focus.
    await workbench.editor.waitUntilShown('rounds.compare.json');
  }
});
