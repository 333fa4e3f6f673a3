import type { Locator, Page } from 'playwright-core';
import { pressUntilShown } from './page.ts';
import type { QuickInput } from './quickInput.ts';

/** The text editor that has the focus. Lines and columns count from 1, as VS Code shows them. */
export class Editor {
  private readonly page: Page;
  private readonly quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.page = page;
    this.quickInput = quickInput;
  }

  /** The active editor's element. */
  get element(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** The squiggles of a severity that are in sight. */
  squiggles(severity: 'error' | 'warning' | 'info' | 'hint'): Locator {
    return this.element.locator(`.squiggly-${severity}`);
  }

  /** Opens a file of the workspace, by its name. */
  async open(name: string): Promise<void> {
    await this.quickInput.openFile(name);
    await this.waitUntilShown(name);
  }

  async waitUntilShown(name: string): Promise<void> {
    await this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
    await this.element.locator('.view-line').first().waitFor();
  }

  /** Gives the keyboard to the editor, for example after a panel had it. */
  async focus(): Promise<void> {
    await this.quickInput.runCommand('View: Focus Active Editor Group');
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.quickInput.type(`:${line}:${column}`);
    await this.quickInput.accept();
    await this.quickInput.widget.waitFor({ state: 'hidden' });
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  /** Types at the cursor. Not for brackets and quotes, which VS Code completes: `insert` those. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Inserts at the cursor as a paste does. */
  async insert(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  async undo(): Promise<void> {
    await this.page.keyboard.press('Control+Z');
  }

  /** The hover at a place, once it shows something. */
  async hover(line: number, column: number): Promise<Locator> {
    await this.goTo(line, column);
    const hover = this.page.locator('.monaco-hover:visible').first();
    await pressUntilShown(this.page, ['Control+K', 'Control+I'], hover.locator('.hover-contents').first());
    return hover;
  }

  /** Opens the quick fixes at a place. The titles are its `.monaco-list-row.action`. */
  async openQuickFixes(line: number, column: number): Promise<Locator> {
    await this.goTo(line, column);
    const menu = this.page.locator('.action-widget:visible');
    await pressUntilShown(this.page, ['Control+.'], menu.locator('.monaco-list-row.action').first());
    return menu;
  }

  async quickFixTitles(line: number, column: number): Promise<string[]> {
    const menu = await this.openQuickFixes(line, column);
    const titles = await menu.locator('.monaco-list-row.action').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return titles.map(title => title.trim());
  }

  /** Applies the quick fix whose title contains `title`. */
  async applyQuickFix(line: number, column: number, title: string): Promise<void> {
    const menu = await this.openQuickFixes(line, column);
    await menu.locator('.monaco-list-row.action').filter({ hasText: title }).first().click();
    await menu.waitFor({ state: 'hidden' });
  }
}
