import type { Locator, Page } from 'playwright-core';

/** Notifications and modal dialogs. */
export class Messages {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** A notification whose text contains `text`. It hides after 10 s: look at once. */
  notification(text: string): Locator {
    return this.page.locator('.notifications-toasts .notification-toast').filter({ hasText: text }).first();
  }

  /** Waits for a notification and presses one of its buttons. */
  async answerNotification(text: string, button: string): Promise<void> {
    await this.press(this.notification(text), button);
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Waits for the dialog and presses one of its buttons. */
  async answerDialog(button: string): Promise<void> {
    await this.press(this.dialog, button);
  }

  private async press(box: Locator, button: string): Promise<void> {
    // Exactly, or "No" would press "Clear Notification".
    await box.getByRole('button', { name: button, exact: true }).click();
    await box.waitFor({ state: 'hidden' });
  }
}
