import type { Locator, Page } from 'playwright-core';
import { clickUntilGone } from './page.ts';
import type { QuickInput } from './quickInput.ts';

/** Notifications and modal dialogs. */
export class Messages {
  private readonly page: Page;
  private readonly quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.page = page;
    this.quickInput = quickInput;
  }

  /**
   * Waits for a notification whose text contains `text`. It hides after 10 s, which is soon on a busy machine: then it is
   * looked for in the notification centre, where it stays until it is answered.
   */
  async notification(text: string): Promise<Locator> {
    const notification = this.page
      .locator('.notification-list-item:visible')
      .filter({ hasText: text })
      .first();
    try {
      await notification.waitFor({ timeout: 8000 });
    } catch {
      await this.quickInput.runCommand('Notifications: Show Notifications');
      await notification.waitFor();
    }
    return notification;
  }

  /** Waits for a notification and presses one of its buttons. */
  async answerNotification(text: string, button: string): Promise<void> {
    await press(await this.notification(text), button);
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Waits for the dialog and presses one of its buttons. */
  async answerDialog(button: string): Promise<void> {
    await press(this.dialog, button);
  }
}

/** Exactly that button, or "No" would press "Clear Notification". */
async function press(box: Locator, button: string): Promise<void> {
  await clickUntilGone(box.getByRole('button', { name: button, exact: true }));
}
