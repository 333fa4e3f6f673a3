import type { Locator, Page } from 'playwright-core';
import { actUntil, isGone, PATIENCE } from './page.ts';

/** Chooses an entry of a row's context menu. Just after the start extensions' entries come late. */
export async function chooseInMenu(page: Page, row: Locator, entry: string): Promise<void> {
  const menu = page.locator('.monaco-menu:visible');
  let isChosen = false;
  await actUntil(async () => {
    // The click did it, and only the menu was slow to go.
    if (isChosen && !(await menu.isVisible())) return;
    // A menu that was opened too early lacks the entry for as long as it is open.
    if (!isChosen && (await menu.isVisible())) await page.keyboard.press('Escape');
    if (!(await menu.isVisible())) await row.click({ button: 'right', timeout: PATIENCE });
    // Menus take no notice of a button that comes up in the first tenth of a second.
    await menu.getByText(entry, { exact: true }).click({ delay: 150, timeout: PATIENCE });
    isChosen = true;
  }, isGone(menu));
}
