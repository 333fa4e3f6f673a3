import * as vscode from 'vscode';
import { PATIENCE } from '../../../../src/extension/withCancellableProgress.ts';

interface Told {
  message: string;
  buttons: string[];
}

/** What notifications said since the test began, and which button is pressed in the next ones. */
export const notifications: { told: Told[]; press: string | undefined } = { told: [], press: undefined };

const told = new vscode.EventEmitter<void>();

/** Fires when a notification is shown. */
export const onDidTell = told.event;

type Pick = (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) => unknown;

const replaced = new Map<string, unknown>();

/** Answers notifications, which nobody can click in these tests. */
export function stubNotifications(): void {
  notifications.told = [];
  notifications.press = undefined;
  const answer = async (message: string, ...buttons: string[]) => {
    notifications.told.push({ message, buttons });
    told.fire();
    return buttons.find(button => button === notifications.press);
  };
  replace('showInformationMessage', answer);
  replace('showWarningMessage', answer);
  replace('showErrorMessage', answer);
}

/** Answers the quick picks that come, one function each. */
export function stubQuickPicks(...picks: Pick[]): void {
  replace('showQuickPick', async (items: unknown, options: vscode.QuickPickOptions) => {
    const pick = picks.shift();
    if (!pick) throw new Error(`Nobody answers "${options.title}".`);
    return pick((await items) as vscode.QuickPickItem[], options);
  });
  // A list with buttons is answered in the same way; nobody sees it.
  replace('createQuickPick', () => {
    const accepted = new vscode.EventEmitter<void>();
    const hidden = new vscode.EventEmitter<void>();
    const pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
    const list = {
      title: '',
      items: [] as readonly vscode.QuickPickItem[],
      activeItems: [] as readonly vscode.QuickPickItem[],
      selectedItems: [] as readonly vscode.QuickPickItem[],
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidTriggerItemButton: new vscode.EventEmitter().event,
      onDidTriggerButton: pressed.event,
      hide: () => hidden.fire(),
      dispose: () => {},
      show: () => {
        const pick = picks.shift();
        if (!pick) throw new Error(`Nobody answers "${list.title}".`);
        const items = list.items.map(item => ({ ...item, picked: list.selectedItems.includes(item) }));
        const picked = pick(items, list as vscode.QuickPickOptions);
        if (picked === vscode.QuickInputButtons.Back) return pressed.fire(vscode.QuickInputButtons.Back);
        if (picked === undefined) return hidden.fire();
        list.selectedItems = [picked].flat() as vscode.QuickPickItem[];
        accepted.fire();
      },
    };
    return list;
  });
}

/** No editor comes to the front, as when another one is opened at the same moment. */
export function stubEditorsBehind(): void {
  replace('showTextDocument', async (document: vscode.TextDocument) => {
    throw new Error(
      `Could NOT open editor for "${document.uri}" because another editor opened in the meantime.`,
    );
  });
}

export function stubInputBoxes(...answers: (string | undefined | vscode.QuickInputButton)[]): void {
  replace('showInputBox', async () => answers.shift());
  // A box with buttons is answered in the same way.
  replace('createInputBox', () => {
    const accepted = new vscode.EventEmitter<void>();
    const hidden = new vscode.EventEmitter<void>();
    const pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
    const box = {
      value: '',
      validationMessage: '',
      onDidChangeValue: new vscode.EventEmitter<string>().event,
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidTriggerButton: pressed.event,
      dispose: () => {},
      show: () => {
        const answer = answers.shift();
        if (answer === undefined) return hidden.fire();
        if (typeof answer !== 'string') return pressed.fire(answer);
        box.value = answer;
        accepted.fire();
      },
    };
    return box;
  });
}

export function stubOpenDialog(...files: vscode.Uri[]): void {
  replace('showOpenDialog', async () => files);
}

export function stubSaveDialog(file: vscode.Uri | undefined): void {
  replace('showSaveDialog', async () => file);
}

/**
 * Presses Cancel in a notification of progress as soon as its title or what it reports begins with a word. The notification
 * comes at once: how long something takes depends on the machine.
 */
export function stubProgress(moment: string): { isPressed: boolean } {
  const pressed = { isPressed: false };
  hurry();
  replace('withProgress', (options: vscode.ProgressOptions, task: ProgressTask) => {
    const source = new vscode.CancellationTokenSource();
    const look = (text = '') => {
      if (!text.startsWith(moment) || pressed.isPressed) return;
      pressed.isPressed = true;
      source.cancel();
    };
    const running = task({ report: ({ message }) => look(message) }, source.token);
    look(options.title);
    return running;
  });
  return pressed;
}

type ProgressTask = (
  progress: vscode.Progress<{ message?: string }>,
  token: vscode.CancellationToken,
) => Thenable<unknown>;

const { setTimeout: unhurried } = globalThis;

/** Makes whoever would wait until a notification of progress is worth it wait no longer. */
function hurry(): void {
  globalThis.setTimeout = ((run: () => void, after?: number, ...given: []) =>
    unhurried(run, after === PATIENCE ? 0 : after, ...given)) as typeof setTimeout;
}

export function restoreStubs(): void {
  globalThis.setTimeout = unhurried;
  for (const [name, original] of replaced) Object.assign(vscode.window, { [name]: original });
  replaced.clear();
}

/** Chooses the item whose label contains a text. */
export function labelled(text: string): Pick {
  return items => {
    const found = items.find(item => item.label.includes(text));
    if (!found) throw new Error(`No "${text}" among: ${items.map(item => item.label).join(', ')}`);
    return found;
  };
}

function replace(name: string, stub: unknown): void {
  if (!replaced.has(name)) replaced.set(name, (vscode.window as unknown as Record<string, unknown>)[name]);
  Object.assign(vscode.window, { [name]: stub });
}
