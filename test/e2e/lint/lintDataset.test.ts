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
    await problems.of('preference/key-names').first().waitFor();
    assert.equal(await page.locator('.tabs-container .tab').count(), 0);
  });
});
