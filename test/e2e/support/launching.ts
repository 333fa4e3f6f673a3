import type { FrameLocator } from 'playwright-core';
import { actUntil, clickUntilGone, isShown } from './page.ts';
import type { Workbench } from './workbench.ts';

/** Launches a tune of the workspace by its file's name: the page before the launch, then that of the job, which it returns. */
export async function launchTune(workbench: Workbench, file: string): Promise<FrameLocator> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.editor.open(file);
  const page = workbench.webview();
  const button = page.getByRole('button', { name: 'Launch', exact: true });
  await actUntil(async () => {
    if (!(await button.isVisible())) await workbench.runCommand('Tunewright: Launch Tune');
  }, isShown(button));
  const warnings = page.getByRole('checkbox');
  if (await warnings.isVisible()) await warnings.check();
  await clickUntilGone(button);
  await page.locator('.job-state').waitFor();
  return page;
}
