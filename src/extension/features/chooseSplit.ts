import * as vscode from 'vscode';
import type { PrepareChoice, PreparePlan } from '../../core/prepare/plan.ts';
import { count } from '../../core/text/count.ts';

type Split = Pick<PrepareChoice, 'split'>;

interface SplitItem extends vscode.QuickPickItem {
  /** Part of the examples that is trained on; absent when nothing is held back. */
  fraction?: number | 'ask';
}

/** The seed that is offered: the same as the command line's. */
const USUAL_SEED = 42;

/**
 * Asks whether some examples are held back for validation, or only how many when that is decided (`must`). Undefined
 * when the question was closed.
 */
export async function chooseSplit(plan: PreparePlan, must = false): Promise<Split | undefined> {
  const items = itemsFor(plan).filter(item => !must || item.fraction !== undefined);
  const picked = await vscode.window.showQuickPick(items, {
    ignoreFocusOut: true,
    title: must ? `Split ${plan.name}` : `Prepare ${plan.name}`,
    placeHolder: must ? 'How much is trained on?' : 'Hold some examples back to validate with?',
  });
  if (!picked) return undefined;
  if (picked.fraction === undefined) return {};
  const fraction = picked.fraction === 'ask' ? await askFraction() : picked.fraction;
  if (fraction === undefined) return undefined;
  const seed = await askSeed();
  return seed === undefined ? undefined : { split: { fraction, seed } };
}

function itemsFor({ split, examples }: PreparePlan): SplitItem[] {
  const one: SplitItem = { label: 'One file', description: count(examples, 'example') };
  const advice = split.recommended
    ? {
        detail: `The answers fall into ${count(split.classes ?? 0, 'class', 'classes')}; each keeps its share.`,
      }
    : {};
  const parts: SplitItem[] = [
    { label: 'Training 80 %, validation 20 %', ...advice, fraction: 0.8 },
    { label: 'Training 90 %, validation 10 %', fraction: 0.9 },
    { label: 'Another share…', fraction: 'ask' },
  ];
  // What is advised comes first, because Enter takes the first.
  return split.recommended ? [...parts, one] : [one, ...parts];
}

async function askFraction(): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    ignoreFocusOut: true,
    title: 'Share of the examples to train on',
    prompt: 'Between 0 and 100 %; the rest is for validation.',
    value: '80',
    validateInput: value => (isShare(Number(value)) ? undefined : 'Write a number between 0 and 100.'),
  });
  return text === undefined ? undefined : Number(text) / 100;
}

async function askSeed(): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    ignoreFocusOut: true,
    title: 'Seed of the split',
    prompt: 'The same number gives the same split.',
    value: String(USUAL_SEED),
    validateInput: value => (/^\d{1,9}$/.test(value) ? undefined : 'Write a whole number.'),
  });
  return text === undefined ? undefined : Number(text);
}

function isShare(percent: number): boolean {
  return percent > 0 && percent < 100;
}
