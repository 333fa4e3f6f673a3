import * as vscode from 'vscode';
import type { PreparePlan, Remedy } from '../../core/prepare/plan.ts';
import { explanationInShort } from '../../core/prepare/report.ts';
import { count } from '../../core/text/count.ts';

interface RemedyItem extends vscode.QuickPickItem {
  remedy?: Remedy;
}

/**
 * Lists every remedy with what it does and how often, the safe ones ticked. A row has room for one line, and the first of a
 * group shares it with the name of the group, which has to be short: its button
 * tells the whole. Returns the ids of those that were chosen; undefined when the list was closed. Where there is no
 * remedy nothing is asked.
 */
export async function chooseRemedies(plan: PreparePlan): Promise<string[] | undefined> {
  if (plan.remedies.length === 0) return [];
  const { formatName } = await import('../../core/view/datasetStatus.ts');
  const pick = vscode.window.createQuickPick<RemedyItem>();
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.title = `Prepare ${plan.name} (${formatName(plan)}, ${count(plan.examples, 'example')})`;
  pick.placeholder = 'What is done to the copy? What is unsafe changes what is learnt';
  pick.items = itemsFor(plan);
  pick.selectedItems = pick.items.filter(({ remedy }) => remedy?.preselected);
  return new Promise(resolve => {
    pick.onDidTriggerItemButton(async ({ item: { remedy } }) => {
      if (remedy) await explain(remedy);
      // The answer took the focus away.
      pick.show();
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.flatMap(({ remedy }) => remedy?.id ?? []));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function itemsFor({ remedies, notes }: PreparePlan): RemedyItem[] {
  const safe = remedies.filter(remedy => remedy.safety === 'safe');
  const unsafe = remedies.filter(remedy => remedy.safety === 'unsafe');
  return [
    ...group('Safe', safe.map(toItem)),
    ...group('Unsafe', unsafe.map(toItem)),
    ...notes.map(note => separator(note)),
  ];
}

function group(label: string, items: RemedyItem[]): RemedyItem[] {
  return items.length > 0 ? [separator(label), ...items] : [];
}

function toItem(remedy: Remedy): RemedyItem {
  return {
    remedy,
    label: remedy.title,
    description: `${remedy.count.toLocaleString('en-US')}× ${remedy.id.replace(/:unsafe$/, '')}`,
    detail: explanationInShort(remedy),
    buttons: [{ iconPath: new vscode.ThemeIcon('info'), tooltip: 'Explain' }],
  };
}

function explain({ title, explanation, count: places }: Remedy): Thenable<unknown> {
  const detail = `${explanation}\n\nTo be done in ${count(places, 'place')}.`;
  return vscode.window.showInformationMessage(title, { modal: true, detail });
}

function separator(label: string): RemedyItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
