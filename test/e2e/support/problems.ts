import type { Locator, Page } from 'playwright-core';
import { isShown, actUntil } from './page.ts';
import type { QuickInput } from './quickInput.ts';

/** The Problems panel. */
export class Problems {
  private readonly page: Page;
  private readonly quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.page = page;
    this.quickInput = quickInput;
  }

  get panel(): Locator {
    return this.page.locator('.markers-panel');
  }

  /** The rows of findings, without those of files. */
  get rows(): Locator {
    return this.panel.locator('.monaco-list-row[aria-level="2"]');
  }

  /** The rows of findings of a rule. */
  of(rule: string): Locator {
    return this.rows.filter({ hasText: rule });
  }

  async open(): Promise<void> {
    await actUntil(async () => {
      if (await this.panel.isVisible()) return;
      await this.quickInput.runCommand('Problems: Focus on Problems View');
    }, isShown(this.panel));
  }

  /** Texts of the findings in sight, once there is one. */
  async texts(): Promise<string[]> {
    await this.open();
    await this.rows.first().waitFor();
    return this.rows.allInnerTexts();
  }

  /** Waits until the panel says that there is nothing. */
  async waitUntilEmpty(): Promise<void> {
    await this.open();
    await this.rows.first().waitFor({ state: 'detached' });
  }
}
