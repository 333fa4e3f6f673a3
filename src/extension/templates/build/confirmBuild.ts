import * as vscode from 'vscode';
import type { BuiltDataset } from '../../../core/build/buildDataset.ts';
import { count } from '../../../core/text/count.ts';
import { cancelledProblem } from '../../../core/util/problem.ts';
import { showMade } from '../../showMade.ts';

/** Examples that are shown before anything is written. */
const SHOWN = 5;

/** Shows the first examples and what makes none, and asks whether to write. Throws `cancelled` when not. */
export async function confirmBuild(
  title: string,
  { examples, refused }: Pick<BuiltDataset, 'examples' | 'refused'>,
): Promise<void> {
  for (;;) {
    const items: (vscode.QuickPickItem & { example?: unknown; write?: true })[] = [
      { label: `$(check) Write ${count(examples.length, 'example')}`, write: true },
      { label: 'The first of them', kind: vscode.QuickPickItemKind.Separator },
      ...examples.slice(0, SHOWN).map((example, index) => ({
        label: `$(eye) Example ${index + 1}`,
        detail: JSON.stringify(example),
        example,
      })),
    ];
    if (refused.length > 0) {
      items.push({ label: 'Left out', kind: vscode.QuickPickItemKind.Separator });
      for (const { from, reason } of refused.slice(0, 50))
        items.push({ label: `$(warning) ${from}`, detail: reason });
    }
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: 'Look at an example by choosing it',
      // A page or an example that takes the focus is no reason to ask everything again.
      ignoreFocusOut: true,
    });
    if (!chosen) throw cancelledProblem();
    if (chosen.write) return;
    if (chosen.example !== undefined) await look(chosen.example);
  }
}

/** The example over several lines, in an editor that need not be saved. */
async function look(example: unknown): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'json',
    content: JSON.stringify(example, null, 2),
  });
  await showMade(document.uri, { preview: true, preserveFocus: true });
}
