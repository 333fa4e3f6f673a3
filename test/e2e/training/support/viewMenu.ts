import type { Locator } from 'playwright-core';
import { actUntil, isGone, isShown, PATIENCE } from '../../support/page.ts';
import type { Workbench } from '../../support/workbench.ts';

export type Means = 'mouse' | 'keyboard';

/** Chooses an entry from the context menu of a row of a view. */
export async function chooseInMenu(
  { page }: Workbench,
  row: Locator,
  entry: string,
  means: Means,
): Promise<void> {
  const menu = page.locator('.monaco-menu:visible');
  const item = menu
    .locator('.action-item')
    .filter({ has: page.locator('.action-label', { hasText: new RegExp(`^${escaped(entry)}$`) }) });
  let isChosen = false;
  await actUntil(async () => {
    if (isChosen && !(await menu.isVisible())) return;
    // A menu that was opened too early lacks the entry for as long as it is open.
    if (!isChosen && (await menu.isVisible())) await page.keyboard.press('Escape');
    if (!(await menu.isVisible())) await row.first().click({ button: 'right', timeout: PATIENCE });
    await item.waitFor({ timeout: PATIENCE });
    if (means === 'mouse') {
      // Menus take no notice of a button that comes up in the first tenth of a second.
      await item.click({ delay: 150, timeout: PATIENCE });
    } else {
      // The menu went with Escape, and the row that it was of has the focus.
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'hidden', timeout: PATIENCE });
      await page.keyboard.press('Shift+F10');
      await item.waitFor({ timeout: PATIENCE });
      const focused = item.and(page.locator('.focused'));
      for (let moved = 0; moved < 30 && !(await focused.isVisible()); moved++)
        await page.keyboard.press('ArrowDown');
      await focused.waitFor({ timeout: PATIENCE });
      await page.keyboard.press('Enter');
    }
    isChosen = true;
  }, isGone(menu));
}

/** Presses a button in the title of a view, or an entry of the menu behind its dots. */
export async function pressInTitle(
  { page }: Workbench,
  view: Locator,
  title: string,
  means: Means,
): Promise<void> {
  const header = view.locator('.pane-header');
  const button = (label: string) => header.locator(`.action-label[aria-label^="${label}"]`);
  const dots = header.locator('.action-label[aria-label*="More Actions"]');
  await actUntil(
    async () => {
      await header.hover({ timeout: PATIENCE });
      await header.locator('.action-label').first().waitFor({ timeout: PATIENCE });
    },
    isShown(button(title).or(dots)),
  );
  if (await button(title).isVisible()) {
    if (means === 'mouse') return button(title).click();
    await button(title).focus();
    return page.keyboard.press('Enter');
  }
  const menu = page.locator('.monaco-menu:visible');
  const item = menu.getByText(title, { exact: true });
  await actUntil(async () => {
    if (!(await menu.isVisible())) await dots.click({ timeout: PATIENCE });
    await item.click({ delay: 150, timeout: PATIENCE });
  }, isGone(menu));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
