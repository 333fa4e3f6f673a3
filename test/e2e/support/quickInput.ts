import type { Locator, Page } from 'playwright-core';
import { actUntil, blurWebview, exactly, isGone, isShown, PATIENCE } from './page.ts';

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
    const row = this.row(label);
    await row.waitFor();
    let isClicked = false;
    await actUntil(async () => {
      // The click did it, and only the list was slow to go.
      if (isClicked && !(await row.isVisible())) return;
      await this.click(row, { label });
      isClicked = true;
    }, isGone(row));
  }

  /** Picks the first item that contains a text, and waits until something else is asked or nothing. */
  async pickContaining(text: string): Promise<void> {
    const row = this.widget.locator('.monaco-list-row').filter({ hasText: text }).first();
    await row.waitFor();
    const step = await this.step();
    await actUntil(
      async () => {
        if ((await this.step()) === step) await this.click(row, { text });
      },
      () => this.page.waitForFunction(stepOtherThan, step, { timeout: PATIENCE }),
    );
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
    const takesSeveral = await this.widget.locator('.quick-input-check-all').isVisible();
    // A list is shown before its items are there, and would be accepted without them.
    if (takesSeveral) await this.widget.locator('.monaco-list-row').first().waitFor();
    await actUntil(
      async () => {
        if ((await this.step()) !== step) return;
        if (await button.isVisible()) await button.click({ timeout: PATIENCE });
        else await this.widget.locator('input').first().press('Enter', { timeout: PATIENCE });
      },
      () => this.page.waitForFunction(stepOtherThan, step, { timeout: PATIENCE }),
    );
  }

  /** Accepts what a dialog for saving offers, once that ends so, and returns its name. The dialog shows its folder first. */
  async acceptSaving(ending: string): Promise<string> {
    const offered = await this.page.waitForFunction(valueEndingWith, ending);
    await this.accept();
    return String(await offered.jsonValue()).replace(/^.*\//, '');
  }

  async cancel(): Promise<void> {
    await actUntil(async () => {
      // A page may have taken the keyboard.
      if (await this.widget.isVisible())
        await this.widget.locator('input:visible').first().press('Escape', { timeout: PATIENCE });
    }, isGone(this.widget));
  }

  /**
   * Replaces the text of the box, in one moment: the keyboard would type it into an editor that takes the focus meanwhile.
   */
  async type(text: string): Promise<void> {
    await this.widget.locator('input[type=text]').evaluate(fillAtOnce, text, { timeout: PATIENCE });
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
        await this.type(text);
        await row.waitFor({ timeout: PATIENCE });
        await this.click(row, { label });
        isClicked = true;
      },
      () => row.waitFor({ state: 'hidden' }),
    );
  }

  /**
   * Clicks a row in the same moment in which it is found to be of that item. While a list is filtered and filled it uses the
   * elements of its rows for other items, so that a click on its way would pick one of those.
   */
  private async click(row: Locator, wanted: { label: string } | { text: string }): Promise<void> {
    // A notification stays as long as the mouse rests on it, and so would what it covers.
    await this.page.mouse.move(1, 1);
    const isClicked = await row.evaluate(clickIfStill, wanted, { timeout: PATIENCE });
    if (!isClicked) throw new Error(`The row is another one now: ${JSON.stringify(wanted)}`);
  }

  /** What is asked now. */
  private step(): Promise<string> {
    return this.page.evaluate(stepOtherThan, '') as Promise<string>;
  }
}

/** Run in the page: the text of the box, once it ends so. */
function valueEndingWith(ending: string): string | false {
  const box = document.querySelector<HTMLInputElement>('.quick-input-widget input[type=text]');
  return box?.value.endsWith(ending) === true && box.value;
}

/** Run in the page: what the keyboard does to a box, wherever the focus is. */
function fillAtOnce(box: HTMLElement | SVGElement, text: string): void {
  if (!(box instanceof HTMLInputElement)) throw new Error('This is no box for text.');
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Run in the page: clicks a row if it is to be seen and has that whole label, or contains that text; tells whether. */
function clickIfStill(row: HTMLElement | SVGElement, wanted: { label: string } | { text: string }): boolean {
  const plain = (element: Element | null) => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const isIt =
    'label' in wanted
      ? plain(row.querySelector('.label-name')) === wanted.label
      : plain(row).includes(wanted.text);
  if (!isIt || !row.checkVisibility()) return false;
  row.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  return true;
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
