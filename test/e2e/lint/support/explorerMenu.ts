import type { Workbench } from '../../support/workbench.ts';

/** Chooses from the menu of a file or folder in the Explorer. Just after the start extensions' entries come late. */
export async function chooseInExplorer({ page }: Workbench, name: string, entry: string): Promise<void> {
  const row = page.locator('.explorer-folders-view').getByText(name, { exact: true });
  const wanted = page.locator('.monaco-menu').getByText(entry, { exact: true });
  for (let attempt = 1; ; attempt++) {
    await row.click({ button: 'right' });
    try {
      await wanted.click({ timeout: 4000 });
      return;
    } catch (failure) {
      if (attempt === 8) throw failure;
      await page.keyboard.press('Escape');
    }
  }
}
