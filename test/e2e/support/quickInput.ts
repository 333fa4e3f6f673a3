import type { Locator, Page } from 'playwright-core';
import { blurWebview, exactly } from './page.ts';

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

  /** Picks one item. Clicked, because Enter races with the refreshing of the list. */
  async pick(label: string): Promise<void> {
    await this.row(label).click();
  }

  /** Ticks or unticks one item of a list that takes several. */
  async toggle(label: string): Promise<void> {
    await this.row(label).locator('.monaco-checkbox').click();
  }

  /** Whether an item of a list that takes several is ticked. */
  async isTicked(label: string): Promise<boolean> {
    return (await this.row(label).getAttribute('aria-checked')) === 'true';
  }

  /** Accepts a list that takes several, or an input box. */
  async accept(): Promise<void> {
    const button = this.widget.getByRole('button', { name: 'OK', exact: true });
    if (await button.isVisible()) await button.click();
    else await this.widget.locator('input[type=text]').press('Enter');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
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
    for (let attempt = 1; ; attempt++) {
      await blurWebview(this.page);
      await this.page.keyboard.press(key);
      try {
        await this.widget.waitFor({ timeout: 3000 });
        await this.type(text);
        await this.row(label).click({ timeout: 5000 });
        return;
      } catch (failure) {
        if (attempt === 6) throw new Error(`Nothing named "${label}" can be picked.`, { cause: failure });
        await this.page.keyboard.press('Escape');
      }
    }
  }
}
