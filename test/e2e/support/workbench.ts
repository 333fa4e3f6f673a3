import { cpSync, existsSync, type FSWatcher, mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { fromRoot } from '../../support/root.ts';
import { Editor } from './editor.ts';
import { Messages } from './messages.ts';
import { actUntil, clickUntilShown, isShown, PATIENCE } from './page.ts';
import { Problems } from './problems.ts';
import { QuickInput } from './quickInput.ts';

export interface WorkbenchParts {
  page: Page;
  workspace: string;
  serverFolder: string;
  serverId: number;
  close(): Promise<void>;
}

/** A window of VS Code. What belongs to one part of it is in the part's own class. */
export class Workbench {
  readonly page: Page;
  /** Absolute path of the open folder, a copy of its own. */
  readonly workspace: string;
  readonly quickInput: QuickInput;
  readonly editor: Editor;
  readonly problems: Problems;
  readonly messages: Messages;
  /** Absolute path of the folder where the extension keeps its state. */
  readonly storage: string;
  /** The id of the server's process, which starts the extension host. */
  readonly serverId: number;
  /** Ends the window and its server, and deletes the folders. */
  readonly close: () => Promise<void>;
  private readonly serverFolder: string;
  private readonly console: string[] = [];

  constructor({ page, workspace, serverFolder, serverId, close }: WorkbenchParts) {
    this.page = page;
    this.workspace = workspace;
    this.serverFolder = serverFolder;
    this.serverId = serverId;
    this.storage = path.join(serverFolder, 'data/User/globalStorage/tunewright.tunewright');
    this.close = () => close();
    this.quickInput = new QuickInput(page);
    this.editor = new Editor(page, this.quickInput);
    this.problems = new Problems(page, this.quickInput);
    this.messages = new Messages(page, this.quickInput);
    page.on('console', message => this.console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => this.console.push(`uncaught: ${error.stack}`));
  }

  /** The same folder in another window of the same server. */
  async another(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(this.page.url());
    const { workspace, serverFolder, serverId } = this;
    return new Workbench({ page, workspace, serverFolder, serverId, close: () => page.close() });
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
    await clickUntilShown(
      this.page.locator('.statusbar-item[id="status.languageStatus"]'),
      this.languageStatus,
    );
    return this.languageStatus;
  }

  /** Clicks an action of a language status item until what it opens is there. */
  async chooseInLanguageStatus(action: string, wanted: Locator): Promise<void> {
    await actUntil(async () => {
      if (await wanted.first().isVisible()) return;
      const list = await this.openLanguageStatus();
      await list.getByText(action).click({ timeout: PATIENCE });
    }, isShown(wanted));
  }

  /** A container of the activity bar, by the beginning of its title. */
  async openActivity(title: string): Promise<void> {
    const item = this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${title}"])`);
    await item.waitFor();
    const opened = item.and(this.page.locator('.checked'));
    await actUntil(async () => {
      // A second click would close it.
      if (!(await opened.isVisible())) await item.click({ timeout: PATIENCE });
    }, isShown(opened));
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

  /**
   * Waits until a file of the workspace is there and its text is as wanted. Rejects after 30 s. VS Code makes a file before
   * it writes into it, so an empty one is not what is waited for.
   */
  async waitForFile(name: string, wanted: (text: string) => boolean = text => text !== ''): Promise<string> {
    const file = path.join(this.workspace, name);
    const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
    return new Promise((resolve, reject) => {
      const timeout = AbortSignal.timeout(30_000);
      let watcher: FSWatcher | undefined;
      let watched = '';
      const look = () => {
        const text = read();
        if (text !== undefined && wanted(text)) {
          watcher?.close();
          resolve(text);
          return;
        }
        // Watched first and looked at afterwards, or what happens between would be missed. A folder tells of the files in it
        // and of the folder that is still to come.
        const nearest = nearestFolder(file);
        if (nearest === watched || timeout.aborted) return;
        watcher?.close();
        watcher = watch(nearest, look);
        watched = nearest;
        look();
      };
      timeout.addEventListener('abort', () => {
        watcher?.close();
        reject(new Error(`${name} is not as wanted: ${read() ?? 'missing'}`));
      });
      look();
    });
  }

  /** Waits until all of these are in what VS Code keeps of this window for a reload. It writes that every few seconds. */
  async untilStored(...wanted: RegExp[]): Promise<void> {
    await this.page.evaluate(
      areStored,
      wanted.map(({ source }) => source),
    );
  }

  /**
   * Waits until VS Code keeps a page together with its state: a page without its state is not opened again. Both are looked
   * for in one record, since VS Code keeps the kinds of pages elsewhere too.
   */
  async untilPageStored(kind: string): Promise<void> {
    await this.untilStored(new RegExp(`"providedId":"${kind}"(?:(?!"providedId").)*"state":"\\{"key":"`));
  }

  /** Saves what the window shows as out/screenshots/NAME.png. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: fromRoot('out/screenshots', `${name}.png`) });
  }

  private get languageStatus(): Locator {
    return this.page.locator('.hover-language-status:visible').first();
  }

  /** Saves a screenshot, the console and the logs of the window, for a failure. */
  async keepEvidence(title: string): Promise<void> {
    const folder = path.join(
      process.env.TUNEWRIGHT_EVIDENCE ?? fromRoot('out/e2e'),
      title.replace(/[^\w]+/g, '-').slice(0, 100),
    );
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

/** The innermost folder above a file that is there. */
function nearestFolder(file: string): string {
  const folder = path.dirname(file);
  return existsSync(folder) ? folder : nearestFolder(folder);
}

/** Run in the page: settles when each pattern matches what is kept under all keys together. */
async function areStored(sources: string[]): Promise<void> {
  for (;;) {
    const stored = await storedValues();
    if (sources.every(source => new RegExp(source).test(stored))) return;
    await new Promise(requestAnimationFrame);
  }

  async function storedValues(): Promise<string> {
    let all = '';
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db-')) continue;
      const database = await settled(indexedDB.open(name));
      all += await settled(database.transaction('ItemTable').objectStore('ItemTable').getAll());
      database.close();
    }
    // JSON in JSON, which escapes what it quotes.
    return all.replaceAll('\\', '');
  }

  function settled<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
}
