import { openWorkbench } from './support/openWorkbench.ts';
import type { Workbench } from './support/workbench.ts';

describe('the packaged extension', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ open: 'train.jsonl' });
  });
  after(() => workbench?.close());

  it('is installed in a VS Code that shows a dataset', async () => {
    await workbench.runCommand('Extensions: Show Installed Extensions');
    await workbench.page.locator('.extension-list-item').filter({ hasText: 'Tunewright' }).waitFor();
  });

  it('leaves the palette in working order', async () => {
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.problems.panel.waitFor();
    await workbench.screenshot('smoke');
  });
});
