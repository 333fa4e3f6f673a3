import type { FrameLocator } from 'playwright-core';
import { actUntil, isGone, isShown, PATIENCE } from './page.ts';
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
  await actUntil(async () => {
    if (!(await button.isVisible())) return;
    // After another check they are to be confirmed anew.
    if (await warnings.isVisible()) await warnings.check({ timeout: PATIENCE });
    // Not with the mouse: what is told of another job lies over the button, and stays as long as the mouse is on it.
    await button.press('Enter', { timeout: PATIENCE });
  }, isGone(button));
  await page.locator('.job-state').waitFor();
  return page;
}
