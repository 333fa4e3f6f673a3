import { actUntil, isGone, PATIENCE } from '../../support/page.ts';
import type { Workbench } from '../../support/workbench.ts';

/** Chooses from the menu of a file or folder in the Explorer. Just after the start extensions' entries come late. */
export async function chooseInExplorer({ page }: Workbench, name: string, entry: string): Promise<void> {
  const row = page.locator('.explorer-folders-view').getByText(name, { exact: true });
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
