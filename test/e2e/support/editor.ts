import type { Locator, Page } from 'playwright-core';
import { actUntil, blurWebview, clickUntilShown, isGone, isShown, PATIENCE } from './page.ts';
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
    await actUntil(
      () => this.quickInput.runCommand('View: Focus Active Editor Group'),
      isShown(this.focusedEditor),
    );
  }

  /** Puts the cursor at a place, which must exist, and waits until the status bar says so. */
  async goTo(line: number, column: number): Promise<void> {
    const place = this.page
      .locator('[id="status.editor.selection"]')
      .filter({ hasText: new RegExp(`Ln ${line}, Col ${column}\\b`) });
    await actUntil(
      async () => {
        await blurWebview(this.page);
        if (!(await this.quickInput.widget.isVisible())) await this.page.keyboard.press('Control+G');
        await this.quickInput.type(`:${line}:${column}`);
        const box = this.quickInput.widget.locator('input[type=text]');
        await box.press('Enter', { timeout: PATIENCE });
        await isGone(this.quickInput.widget)();
        await isShown(this.focusedEditor)();
      },
      () => place.waitFor({ timeout: PATIENCE }),
    );
  }

  /** Types at the cursor. Not for brackets and quotes, which VS Code completes: `insert` those. */
  async type(text: string): Promise<void> {
    await this.focusedEditor.waitFor();
    await this.page.keyboard.type(text);
  }

  /** Inserts at the cursor as a paste does. */
  async insert(text: string): Promise<void> {
    await this.focusedEditor.waitFor();
    await this.page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    const dirty = this.page.locator('.tab.active.dirty');
    await actUntil(async () => {
      if (await dirty.isVisible()) await this.page.keyboard.press('Control+S');
    }, isGone(dirty));
  }

  async undo(): Promise<void> {
    await this.focusedEditor.waitFor();
    await this.page.keyboard.press('Control+Z');
  }

  /** Clicks a CodeLens until what it opens is there. Lenses are drawn anew when the text or what is known of it changes. */
  async clickCodeLens(title: string, wanted: Locator): Promise<void> {
    const lens = this.page.locator('.codelens-decoration a').filter({ hasText: title });
    await clickUntilShown(lens, wanted);
  }

  /** The hover at a place, once it shows something. */
  async hover(line: number, column: number): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible').first();
    const contents = hover.locator('.hover-contents').first();
    await actUntil(async () => {
      if (await contents.isVisible()) return;
      await this.goTo(line, column);
      for (const key of ['Control+K', 'Control+I']) await this.page.keyboard.press(key);
    }, isShown(contents));
    return hover;
  }

  /** Opens the quick fixes at a place. The titles are its `.monaco-list-row.action`. */
  async openQuickFixes(line: number, column: number): Promise<Locator> {
    const fixes = this.quickFixes.locator('.monaco-list-row.action');
    await actUntil(async () => {
      if (await fixes.first().isVisible()) return;
      await this.goTo(line, column);
      await this.page.keyboard.press('Control+.');
    }, isShown(fixes));
    return this.quickFixes;
  }

  /** The titles at a place, once one of them contains `awaited`: the linter may still be at work. */
  async quickFixTitles(line: number, column: number, awaited = ''): Promise<string[]> {
    let titles: string[] = [];
    await actUntil(
      async () => {
        const menu = await this.openQuickFixes(line, column);
        titles = await menu.locator('.monaco-list-row.action').allInnerTexts();
        await this.closeQuickFixes();
      },
      async () => {
        if (!titles.some(title => title.includes(awaited))) throw new Error(`No "${awaited}": ${titles}`);
      },
    );
    return titles.map(title => title.trim());
  }

  async closeQuickFixes(): Promise<void> {
    await actUntil(async () => {
      if (await this.quickFixes.isVisible()) await this.page.keyboard.press('Escape');
    }, isGone(this.quickFixes));
  }

  /** Applies the quick fix whose title contains `title`. */
  async applyQuickFix(line: number, column: number, title: string): Promise<void> {
    let isChosen = false;
    await actUntil(async () => {
      // The click did it, and only the menu was slow to go.
      if (isChosen && !(await this.quickFixes.isVisible())) return;
      const menu = await this.openQuickFixes(line, column);
      const fix = menu.locator('.monaco-list-row.action').filter({ hasText: title }).first();
      try {
        await fix.click({ timeout: PATIENCE });
        isChosen = true;
      } catch (failure) {
        // What was offered is out of date.
        await this.closeQuickFixes();
        throw failure;
      }
    }, isGone(this.quickFixes));
  }

  private get focusedEditor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor.focused').first();
  }

  private get quickFixes(): Locator {
    return this.page.locator('.action-widget:visible');
  }
}
