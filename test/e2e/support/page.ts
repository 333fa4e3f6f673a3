import type { Locator, Page } from 'playwright-core';

/** How long an effect may take before what should bring it about is done again, in milliseconds. */
export const PATIENCE = 8000;

const ATTEMPTS = 6;

/**
 * Acts until the effect is there. The workbench loses what comes before it is ready for it: a click in the first tenth of a
 * second of a menu, a key while the focus moves, a click on a row that is drawn anew. So `act` must look whether it is
 * still needed, and do no harm when it is done twice. Both give up after `PATIENCE`.
 */
export async function actUntil(act: () => Promise<unknown>, effect: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await act();
      await effect();
      return;
    } catch (failure) {
      if (attempt === ATTEMPTS) throw failure;
    }
  }
}

/** Waits until an element is there, not longer than `PATIENCE`. */
export function isShown(wanted: Locator): () => Promise<void> {
  return () => wanted.first().waitFor({ timeout: PATIENCE });
}

/** Waits until an element is gone, not longer than `PATIENCE`. */
export function isGone(unwanted: Locator): () => Promise<void> {
  return () => unwanted.first().waitFor({ state: 'hidden', timeout: PATIENCE });
}

/** Clicks until what the click opens is there. What is to be clicked may come late: it is given `milliseconds`. */
export async function clickUntilShown(
  target: Locator,
  wanted: Locator,
  milliseconds = 30_000,
): Promise<void> {
  await target.first().waitFor({ timeout: milliseconds });
  await actUntil(async () => {
    if (!(await wanted.first().isVisible())) await target.first().click({ timeout: PATIENCE });
  }, isShown(wanted));
}

/** Clicks until what is clicked is gone, as rows of lists and menus and buttons of messages are. */
export async function clickUntilGone(target: Locator, milliseconds = 30_000): Promise<void> {
  await target.first().waitFor({ timeout: milliseconds });
  await actUntil(async () => {
    if (await target.first().isVisible()) await target.first().click({ timeout: PATIENCE });
  }, isGone(target));
}

/** Presses keys until what they open is there; what an extension provides may come late. */
export async function pressUntilShown(page: Page, keys: string[], wanted: Locator): Promise<void> {
  await actUntil(async () => {
    if (await wanted.first().isVisible()) return;
    for (const key of keys) await page.keyboard.press(key);
  }, isShown(wanted));
}

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
