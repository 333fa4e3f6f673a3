import * as vscode from 'vscode';
import { money } from '../../core/view/spending.ts';

/** Asks for the cap of a month, and sets it. `now` in US dollars; undefined when there is none. */
export async function setCap(now: number | undefined): Promise<void> {
  const typed = await vscode.window.showInputBox({
    title: 'Spending Cap',
    prompt: 'US dollars that a project may cost in a month. Leave it empty for no cap.',
    value: now === undefined ? '' : String(now),
    placeHolder: 'Such as 20',
    validateInput: text => (readCap(text) === undefined ? 'Write a number, such as 20 or 12.50.' : undefined),
  });
  const cap = typed === undefined ? undefined : readCap(typed);
  if (cap === undefined) return;
  await vscode.workspace
    .getConfiguration('tunewright')
    .update('spendingCap', cap === null ? undefined : cap, vscode.ConfigurationTarget.Global);
  const said = cap === null ? 'There is no spending cap.' : `A project may cost ${money(cap)} in a month.`;
  vscode.window.setStatusBarMessage(said, 5000);
}

/** Null for no cap, undefined for what is no amount. */
function readCap(text: string): number | null | undefined {
  const trimmed = text.trim().replace(/^\$/, '');
  if (trimmed === '') return null;
  const cap = Number(trimmed);
  return Number.isFinite(cap) && cap >= 0 ? cap : undefined;
}
