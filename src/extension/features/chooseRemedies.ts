import * as vscode from 'vscode';
import type { PreparePlan, Remedy } from '../../core/prepare/plan.ts';
import { count } from '../../core/text/count.ts';

interface RemedyItem extends vscode.QuickPickItem {
  id?: string;
}

/**
 * Lists every remedy with what it does and how often, the safe ones ticked. Returns the ids of those that were chosen;
 * undefined when the list was closed. Where there is no remedy nothing is asked.
 */
export async function chooseRemedies(plan: PreparePlan): Promise<string[] | undefined> {
  if (plan.remedies.length === 0) return [];
  const { formatName } = await import('../../core/view/datasetStatus.ts');
  const picked = await vscode.window.showQuickPick<RemedyItem>(itemsFor(plan), {
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
    title: `Prepare ${plan.name} (${formatName(plan)}, ${count(plan.examples, 'example')})`,
    placeHolder: 'Choose what is done to the copy; the original stays as it is',
  });
  return picked?.flatMap(item => item.id ?? []);
}

function itemsFor({ remedies, notes }: PreparePlan): RemedyItem[] {
  const safe = remedies.filter(remedy => remedy.safety === 'safe');
  const unsafe = remedies.filter(remedy => remedy.safety === 'unsafe');
  return [
    ...group('Safe', safe.map(toItem)),
    ...group('Changes what is learnt', unsafe.map(toItem)),
    ...notes.map(note => separator(note)),
  ];
}

function group(label: string, items: RemedyItem[]): RemedyItem[] {
  return items.length > 0 ? [separator(label), ...items] : [];
}

function toItem({ id, title, explanation, count: places, preselected }: Remedy): RemedyItem {
  return {
    id,
    label: title,
    description: `${places.toLocaleString('en-US')}× ${id.replace(/:unsafe$/, '')}`,
    detail: explanation,
    picked: preselected,
  };
}

function separator(label: string): RemedyItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
