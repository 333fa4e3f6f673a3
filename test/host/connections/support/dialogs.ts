import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What a user does with the next quick pick, input box or dialog. */
export type Answer = (asked: Asked) => unknown;

/** What was asked. */
export interface Asked {
  labels: readonly string[];
  items: readonly (vscode.QuickPickItem | string)[];
  options: vscode.QuickPickOptions & vscode.InputBoxOptions;
}

/** A notification or modal dialog as it was shown. */
export interface Message {
  severity: 'info' | 'warning' | 'error';
  text: string;
  buttons: readonly string[];
}

/** A progress notification. */
export interface Progress {
  title: string | undefined;
  reports: string[];
  cancel(): void;
}

/** Picks the item whose label ends so; icons stand before labels. */
export function pick(label: string): Answer {
  return ({ items, labels }) => {
    const index = labels.findIndex(one => one.endsWith(label));
    assert.ok(index >= 0, `"${label}" is not among ${labels.join(', ')}.`);
    return items[index];
  };
}

/** Ticks these items and no others, in a list that takes several. */
export function pickAll(...labels: string[]): Answer {
  return asked => labels.map(label => pick(label)(asked));
}

/** Types a text into a box, which must find nothing wrong with it. */
export function type(text: string): Answer {
  return async ({ options }) => {
    const said = await options.validateInput?.(text);
    assert.ok(!said || (typeof said === 'object' && said.severity < vscode.InputBoxValidationSeverity.Error));
    return text;
  };
}

/** Accepts the text that the box begins with. */
export const accept: Answer = ({ options }) => options.value;

/** Leaves with Escape. */
export const leave: Answer = () => undefined;

/**
 * Stands in for everything of `vscode.window` that waits for a user: VS Code refuses dialogs in tests, and nobody presses
 * the buttons of notifications. Boxes must have an answer; notifications without one are left alone.
 */
export class Dialogs {
  readonly messages: Message[] = [];
  readonly asked: Asked[] = [];
  readonly progress: Progress[] = [];
  #answers: Answer[] = [];
  #presses: string[] = [];
  #unexpected: string[] = [];
  #listeners = new Set<() => void>();
  #originals: Partial<typeof vscode.window> = {};

  constructor() {
    const box = (name: string) => async (first: unknown, second?: unknown) => {
      const items = Array.isArray(first) ? first : [];
      const options = ((Array.isArray(first) ? second : first) ?? {}) as Asked['options'];
      const labels = items.map(item => (typeof item === 'string' ? item : item.label));
      const asked = { items, labels, options };
      this.asked.push(asked);
      const answer = this.#answers.shift();
      if (answer) return answer(asked);
      this.#unexpected.push(`${name}: ${options.title ?? ''}`);
      return undefined;
    };
    const message =
      (severity: Message['severity']) =>
      async (text: string, ...more: (string | vscode.MessageItem | vscode.MessageOptions)[]) => {
        const items = more.filter(one => typeof one === 'string' || 'title' in one);
        const buttons = items.map(one => (typeof one === 'string' ? one : (one as vscode.MessageItem).title));
        this.messages.push({ severity, text, buttons });
        this.#wake();
        const index = buttons.indexOf(this.#presses[0] ?? '');
        if (index < 0) return undefined;
        this.#presses.shift();
        return items[index];
      };
    this.#replace({
      showQuickPick: box('quick pick'),
      showInputBox: box('input box'),
      showOpenDialog: box('open dialog'),
      showInformationMessage: message('info'),
      showWarningMessage: message('warning'),
      showErrorMessage: message('error'),
      withProgress: (options: vscode.ProgressOptions, task: (...args: never[]) => unknown) =>
        this.#runWithProgress(options, task as Parameters<typeof vscode.window.withProgress>[1]),
    });
  }

  /** What the user will do with the coming boxes, one after the other. */
  will(...answers: Answer[]): void {
    this.#answers.push(...answers);
  }

  /** Buttons of coming notifications and dialogs that the user will press, in this order. */
  willPress(...buttons: string[]): void {
    this.#presses.push(...buttons);
  }

  /** The next message that was not looked at yet; waits for it. */
  async nextMessage(): Promise<Message> {
    await this.#until(() => this.messages.length > 0);
    return this.messages.shift()!;
  }

  /** Settles when a progress has reported so many times. */
  async reports(count: number): Promise<Progress> {
    await this.#until(() => (this.progress.at(-1)?.reports.length ?? 0) >= count);
    return this.progress.at(-1)!;
  }

  /** Settles when so many notifications of progress were shown. They come when something takes a while. */
  async shown(count: number): Promise<readonly Progress[]> {
    await this.#until(() => this.progress.length >= count);
    return this.progress;
  }

  /** Fails when a box came unexpectedly, or an answer was never asked for. */
  verify(): void {
    assert.deepEqual(this.#unexpected, []);
    assert.equal(this.#answers.length, 0, 'An answer was never asked for.');
    assert.deepEqual(this.#presses, []);
  }

  restore(): void {
    Object.assign(vscode.window, this.#originals);
  }

  #replace(stand: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(stand)) {
      Object.assign(this.#originals, { [name]: vscode.window[name as keyof typeof vscode.window] });
      Object.assign(vscode.window, { [name]: value });
    }
  }

  async #runWithProgress(
    options: vscode.ProgressOptions,
    task: Parameters<typeof vscode.window.withProgress>[1],
  ): Promise<unknown> {
    const source = new vscode.CancellationTokenSource();
    const shown: Progress = { title: options.title, reports: [], cancel: () => source.cancel() };
    this.progress.push(shown);
    this.#wake();
    const report = ({ message }: { message?: string }) => {
      shown.reports.push(message ?? '');
      this.#wake();
    };
    try {
      return await task({ report } as never, source.token);
    } finally {
      source.dispose();
    }
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>(resolve => this.#listeners.add(resolve));
  }

  #wake(): void {
    for (const listener of [...this.#listeners]) listener();
    this.#listeners.clear();
  }
}
