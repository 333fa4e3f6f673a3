import type { Locator, Page } from 'playwright-core';
import { actUntil, blurWebview, clickUntilGone, exactly, isGone, isShown, PATIENCE } from './page.ts';

/** The palette, quick picks and input boxes: all the same widget. */
export class QuickInput {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The widget while it is shown. */
  get widget(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** The row of an item, by its whole label. */
  row(label: string): Locator {
    return this.widget
      .locator('.monaco-list-row')
      .filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) })
      .first();
  }

  /** The labels of the rows that are drawn; a long list draws those in sight only. */
  async labels(): Promise<string[]> {
    await this.widget.locator('.monaco-list-row').first().waitFor();
    return this.widget.locator('.monaco-list-row .label-name').allInnerTexts();
  }

  /** Picks one item, and waits until its list is gone. Clicked, because Enter races with the refreshing of the list. */
  async pick(label: string): Promise<void> {
    await clickUntilGone(this.row(label));
  }

  /** Ticks or unticks one item of a list that takes several. */
  async toggle(label: string): Promise<void> {
    const box = (ticked: boolean) => this.widget.locator(`[aria-checked="${ticked}"]`).and(this.row(label));
    const before = await this.isTicked(label);
    await actUntil(
      async () => {
        const unchanged = box(before);
        if (await unchanged.isVisible())
          await unchanged.locator('.monaco-checkbox').click({ timeout: PATIENCE });
      },
      () => box(!before).waitFor({ timeout: PATIENCE }),
    );
  }

  /** Presses the button of an item that explains it, and waits until it does. */
  async explain(label: string): Promise<void> {
    await actUntil(
      async () => {
        await this.row(label).hover({ timeout: PATIENCE });
        await this.row(label).getByRole('button', { name: 'Explain' }).click({ timeout: PATIENCE });
      },
      isShown(this.page.locator('.monaco-dialog-box')),
    );
  }

  /** Whether an item of a list that takes several is ticked. */
  async isTicked(label: string): Promise<boolean> {
    return (await this.row(label).getAttribute('aria-checked')) === 'true';
  }

  /** Accepts a list that takes several, or an input box, and waits until it is gone or the next one took its place. */
  async accept(): Promise<void> {
    await this.widget.waitFor();
    const step = await this.step();
    const button = this.widget.getByRole('button', { name: 'OK', exact: true });
    await actUntil(
      async () => {
        if ((await this.step()) !== step) return;
        if (await button.isVisible()) await button.click({ timeout: PATIENCE });
        else await this.widget.locator('input').first().press('Enter', { timeout: PATIENCE });
      },
      () => this.page.waitForFunction(stepOtherThan, step, { timeout: PATIENCE }),
    );
  }

  async cancel(): Promise<void> {
    await actUntil(async () => {
      if (await this.widget.isVisible()) await this.page.keyboard.press('Escape');
    }, isGone(this.widget));
  }

  /** Replaces the text of the box. */
  async type(text: string): Promise<void> {
    await this.widget.locator('input[type=text]').fill(text);
  }

  /** Runs a command by its whole label. Just after the start the extensions' commands come late: tries again. */
  async runCommand(label: string): Promise<void> {
    await this.open('F1', `>${label}`, label);
  }

  /** Opens a file of the workspace by its name. The first search of files takes several seconds. */
  async openFile(name: string): Promise<void> {
    await this.open('Control+P', name, name);
  }

  private async open(key: string, text: string, label: string): Promise<void> {
    const row = this.row(label);
    let isClicked = false;
    await actUntil(
      async () => {
        // The click did it, and only the list was slow to go. A command must not be run twice.
        if (isClicked && !(await row.isVisible())) return;
        await blurWebview(this.page);
        await this.cancel();
        await this.page.keyboard.press(key);
        await this.widget.waitFor({ timeout: PATIENCE });
        await this.widget.locator('input[type=text]').fill(text, { timeout: PATIENCE });
        await row.waitFor({ timeout: PATIENCE });
        isClicked = true;
        await row.click();
      },
      () => row.waitFor({ state: 'hidden' }),
    );
  }

  /** What is asked now. */
  private step(): Promise<string> {
    return this.page.evaluate(stepOtherThan, '') as Promise<string>;
  }
}

/** Run in the page: what is asked, the answer so far included, or `nothing`. False when it is still what was asked before. */
function stepOtherThan(before: string): string | false {
  const widget = document.querySelector<HTMLElement>('.quick-input-widget');
  const input = widget?.querySelector<HTMLInputElement>('.quick-input-box input');
  const title = widget?.querySelector('.quick-input-title')?.textContent;
  const isShown = widget && getComputedStyle(widget).display !== 'none';
  const step = isShown ? JSON.stringify([title, input?.placeholder, input?.type, input?.value]) : 'nothing';
  return step !== before && step;
}
