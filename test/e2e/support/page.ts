import type { Locator, Page } from 'playwright-core';

/** Takes the keyboard away from a webview, which would swallow the workbench's keys. */
export async function blurWebview(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLIFrameElement) document.activeElement.blur();
  });
}

/** Matches the whole text of an element, white space around it aside. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

/**
 * Presses keys until what they open is there: keys that come before the workbench is ready for them are lost, and what an
 * extension provides may come late.
 */
export async function pressUntilShown(page: Page, keys: string[], wanted: Locator): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    for (const key of keys) await page.keyboard.press(key);
    try {
      await wanted.waitFor({ timeout: 4000 });
      return;
    } catch (failure) {
      if (attempt === 8) throw failure;
    }
  }
}
