import type { Locator, Page } from 'playwright-core';
import { actUntil, clickUntilGone, isGone, PATIENCE } from './page.ts';
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

  /** Waits for a notification and presses one of its buttons. It may hide while it is reached for. */
  async answerNotification(text: string, button: string): Promise<void> {
    let box = await this.notification(text);
    let isPressed = false;
    await actUntil(
      async () => {
        // The press did it, and only the notification was slow to go.
        if (isPressed && !(await box.isVisible())) return;
        box = await this.notification(text);
        await buttonOf(box, button).click({ timeout: PATIENCE });
        isPressed = true;
      },
      () => isGone(buttonOf(box, button))(),
    );
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Waits for the dialog and presses one of its buttons. */
  async answerDialog(button: string): Promise<void> {
    await clickUntilGone(buttonOf(this.dialog, button));
  }
}

/** Exactly that button, or "No" would press "Clear Notification". */
function buttonOf(box: Locator, name: string): Locator {
  return box.getByRole('button', { name, exact: true });
}
