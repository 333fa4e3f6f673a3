import assert from 'node:assert/strict';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';
import { chooseInExplorer } from './support/explorerMenu.ts';

describe('Lint Dataset', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples' });
  });
  after(() => workbench?.close());

  it('lists what is wrong in the files of a folder, none of which is open', async () => {
    const { page, problems, messages } = workbench;
    await chooseInExplorer(workbench, 'review-preferences', 'Lint Dataset');
    await messages.answerNotification('12 examples', 'Show Problems');
    const listed = await problems.texts();
    assert.ok(
      listed.some(text => text.includes('preference/key-names')),
      listed.join(),
    );
    assert.equal(await page.locator('.tabs-container .tab').count(), 0);
  });
});
