import * as vscode from 'vscode';

/** Where examples are gone to: a text editor or a page. Numbers count from 1. */
export interface ExamplePlace<Found> {
  count: number;
  find(number: number): Promise<Found | undefined>;
  /** The example's name in one line. */
  name(found: Found): string;
  /** Shows an example for a moment; nothing when there is none to show. */
  preview(found: Found | undefined): void;
  accept(found: Found): void;
  /** Shows again what was shown before. */
  restore(): void;
}

/** Asks for a number and shows its example while it is typed; Escape goes back. */
export function goToExample<Found>(place: ExamplePlace<Found>): Promise<void> {
  const { count } = place;
  const total = count.toLocaleString('en-US');
  const pick = vscode.window.createQuickPick();
  pick.title = 'Go to Example';
  pick.placeholder = count === 0 ? 'There is no example in this file.' : `A number from 1 to ${total}`;
  let found: { number: number; value: Found } | undefined;
  let isAccepted = false;
  let asked = 0;
  const say = (label: string, description = '') => {
    pick.items = [{ label, description, alwaysShow: true }];
  };
  const preview = async (typed: string) => {
    const mine = ++asked;
    const number = numberIn(typed);
    const value = number === undefined || number < 1 || number > count ? undefined : await place.find(number);
    if (mine !== asked) return;
    found = number !== undefined && value !== undefined ? { number, value } : undefined;
    place.preview(found?.value);
    if (found) say(`Go to example ${found.number.toLocaleString('en-US')}`, place.name(found.value));
    else if (typed.trim() === '') pick.items = [];
    else say(number === undefined ? 'That is no number.' : `The examples are 1 to ${total}.`);
  };
  return new Promise(resolve => {
    pick.onDidChangeValue(value => void preview(value));
    pick.onDidAccept(async () => {
      // Enter may come before the preview of the last digit.
      await preview(pick.value);
      if (!found) return;
      isAccepted = true;
      place.preview(undefined);
      place.accept(found.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      asked += 1;
      if (!isAccepted) {
        place.preview(undefined);
        place.restore();
      }
      pick.dispose();
      resolve();
    });
    pick.show();
  });
}

/** The number that somebody typed, with or without marks between thousands. */
function numberIn(typed: string): number | undefined {
  const digits = typed.trim().replace(/(?<=\d)[,._' ](?=\d{3})/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}
