import { chooseInMenu } from '../../support/contextMenu.ts';
import type { Workbench } from '../../support/workbench.ts';

/** Chooses from the menu of a file or folder in the Explorer. */
export async function chooseInExplorer({ page }: Workbench, name: string, entry: string): Promise<void> {
  const row = page.locator('.explorer-folders-view').getByText(name, { exact: true });
  await chooseInMenu(page, row, entry);
}
