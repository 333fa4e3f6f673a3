import { cpSync, existsSync, mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { fromRoot } from '../../support/root.ts';
import { Editor } from './editor.ts';
import { Messages } from './messages.ts';
import { Problems } from './problems.ts';
import { QuickInput } from './quickInput.ts';

/** A window of VS Code. What belongs to one part of it is in the part's own class. */
export class Workbench {
  readonly page: Page;
  /** Absolute path of the open folder, a copy of its own. */
  readonly workspace: string;
  readonly quickInput: QuickInput;
  readonly editor: Editor;
  readonly problems: Problems;
  readonly messages: Messages;
  /** Ends the window and its server, and deletes the folders. */
  readonly close: () => Promise<void>;
  private readonly serverFolder: string;
  private readonly console: string[] = [];

  constructor(page: Page, workspace: string, serverFolder: string, close: () => Promise<void>) {
    this.page = page;
    this.workspace = workspace;
    this.serverFolder = serverFolder;
    this.close = close;
    this.quickInput = new QuickInput(page);
    this.editor = new Editor(page, this.quickInput);
    this.problems = new Problems(page, this.quickInput);
    this.messages = new Messages(page);
    page.on('console', message => this.console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => this.console.push(`uncaught: ${error.stack}`));
  }

  /** Runs a command of the palette by its whole label, such as `Tunewright: Lint Dataset`. */
  async runCommand(label: string): Promise<void> {
    await this.quickInput.runCommand(label);
  }

  /** The items of the status bar whose text or accessible name contains `text`. */
  statusItem(text: string): Locator {
    const items = this.page.locator('.statusbar .statusbar-item');
    return items
      .filter({ hasText: text })
      .or(this.page.locator(`.statusbar-item[aria-label*="${text}"]`))
      .first();
  }

  /** Opens the list of language status items (the `{}` of the status bar). Its rows: `.element`. */
  async openLanguageStatus(): Promise<Locator> {
    await this.page.locator('.statusbar-item[id="status.languageStatus"]').click();
    const list = this.page.locator('.hover-language-status').first();
    await list.waitFor();
    return list;
  }

  /** A container of the activity bar, by the beginning of its title. */
  async openActivity(title: string): Promise<void> {
    await this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${title}"])`).click();
  }

  /** A view in the side bar, by the beginning of its title. Its rows: `.monaco-list-row`. */
  view(title: string): Locator {
    return this.page.locator(`.pane:has(.pane-header[aria-label^="${title}"])`);
  }

  /** The document inside the visible webview; with several, `index` counts them in the page's order. */
  webview(index = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').nth(index).frameLocator('iframe#active-frame');
  }

  /** Text of a file of the workspace as it is on the disk. */
  readFile(name: string): string {
    return readFileSync(path.join(this.workspace, name), 'utf8');
  }

  /** Waits until a file of the workspace is there and its text is as wanted. Rejects after 30 s. */
  async waitForFile(name: string, wanted: (text: string) => boolean = () => true): Promise<string> {
    const file = path.join(this.workspace, name);
    const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
    const isWanted = (text: string | undefined): text is string => text !== undefined && wanted(text);
    return new Promise((resolve, reject) => {
      const watcher = watch(this.workspace, { recursive: true, signal: AbortSignal.timeout(30_000) }, check);
      watcher.once('error', () => reject(new Error(`${name} is not as wanted: ${read() ?? 'missing'}`)));
      check();
      function check() {
        const text = read();
        if (!isWanted(text)) return;
        watcher.close();
        resolve(text);
      }
    });
  }

  /** Saves what the window shows as out/screenshots/NAME.png. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: fromRoot('out/screenshots', `${name}.png`) });
  }

  /** Saves a screenshot, the console and the logs below out/e2e/, for a failure. */
  async keepEvidence(title: string): Promise<void> {
    const folder = fromRoot('out/e2e', title.replace(/[^\w]+/g, '-').slice(0, 100));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'console.log'), this.console.join('\n'));
    for (const [from, to] of [
      ['server.log', 'server.log'],
      ['data/logs', 'logs'],
    ] as const) {
      const source = path.join(this.serverFolder, from);
      if (existsSync(source)) cpSync(source, path.join(folder, to), { recursive: true });
    }
    await this.page.screenshot({ path: path.join(folder, 'window.png') }).catch(() => {});
  }
}
