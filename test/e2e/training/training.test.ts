import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { actUntil, clickUntilShown, isShown } from '../support/page.ts';
import { THEMES, useTheme } from '../support/themes.ts';
import type { Workbench } from '../support/workbench.ts';

const TUNE = {
  ...{ name: 'rehearsal', connection: 'sandbox', model: 'sandbox-base', suffix: 'rehearsal' },
  ...{ training: 'data/train.jsonl', validation: 'data/valid.jsonl', hyperparameters: { n_epochs: 3 } },
};

/** A tune is launched from the page before a launch, followed over a reload, and its model is at hand. */
describe('launching and following a job', () => {
  let workbench: Workbench;
  let page: FrameLocator;

  before(async () => {
    workbench = await openWorkbench({
      workspace: 'test/fixtures/workspaceTraining',
      files: { 'support.tune.json': `${JSON.stringify(TUNE, undefined, 2)}\n` },
    });
    await workbench.editor.open('support.tune.json');
    page = workbench.webview();
  });
  after(() => workbench?.close());

  it('shows everything that is known before the launch', async () => {
    await actUntil(
      async () => {
        if (!(await page.locator('main').isVisible())) await workbench.runCommand('Tunewright: Launch Tune');
      },
      isShown(page.locator('main')),
    );
    await page.getByRole('heading', { name: 'What it costs' }).waitFor();
    await page.getByRole('row', { name: /Price/ }).getByText('free').waitFor();
    await pictures(workbench, 'launch');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('launches, and the page of the job follows it to its model', async () => {
    await page.getByRole('button', { name: 'Launch', exact: true }).click();
    await page.locator('.job-state').waitFor();
    await page.getByText('The resulting model').waitFor({ timeout: 60_000 });
    await page.locator('.chart').first().waitFor();
    await page.locator('.log-row').first().waitFor();
    await workbench.messages.notification('is trained');
    await pictures(workbench, 'job');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('reaches the points of a curve by keys, and says them', async () => {
    await page.locator('.chart-plot').first().press('ArrowRight');
    await page.locator('.chart-readout').first().getByText('training:').waitFor();
    await page.getByRole('button', { name: 'Table' }).first().click();
    await page.locator('.chart-table td').first().waitFor();
    await page.getByLabel('Search the events').fill('checkpoint');
    await page.locator('.log-row').first().waitFor();
  });

  it('saves a chart as a picture', async () => {
    const { quickInput } = workbench;
    await clickUntilShown(page.getByRole('button', { name: 'PNG' }), quickInput.widget);
    assert.equal(await quickInput.acceptSaving('.png'), 'Loss.png');
    await workbench.waitForFile('Loss.png', text => text.slice(1, 4) === 'PNG');
  });

  it('is there again after a reload, and the job in its view', async () => {
    await workbench.untilPageStored('tunewright.job');
    await workbench.page.reload();
    await workbench.webview().getByText('The resulting model').waitFor({ timeout: 60_000 });
    await workbench.openActivity('Tunewright');
    const jobs = workbench.view('Jobs');
    await jobs.locator('.monaco-list-row').filter({ hasText: 'rehearsal' }).first().waitFor();
    const datasets = workbench.view('Datasets');
    await datasets.locator('.monaco-list-row').filter({ hasText: 'train.jsonl' }).first().waitFor();
    await clickUntilShown(
      jobs.locator('.monaco-list-row').filter({ hasText: 'rehearsal' }),
      workbench.webview().locator('.job-state'),
    );
    await pictures(workbench, 'views');
  });

  it('is in the spending of the month', async () => {
    await workbench.runCommand('Tunewright: Show Spending');
    await workbench.quickInput.row('Training').waitFor();
    await pictures(workbench, 'spending');
    await workbench.quickInput.pick('Show Every Entry…');
    await workbench.quickInput.row('$0.00 — rehearsal').waitFor();
    await workbench.quickInput.cancel();
  });
});

/** One picture in each theme, for people to look at. */
async function pictures(workbench: Workbench, what: string): Promise<void> {
  for (const theme of THEMES) {
    await useTheme(workbench, theme);
    await workbench.screenshot(`training-${what}-${theme.name}`);
  }
}
