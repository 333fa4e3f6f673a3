import * as vscode from 'vscode';
import type { RejectedLine } from '../../../core/batch/answerLines.ts';
import type { RejectedFile } from './rejectedFile.ts';
import type { RepairDiff } from './repairDiff.ts';
import type { Repairer } from './repairer.ts';

/** What it takes to settle a line. */
export interface RepairDesk {
  file: RejectedFile;
  repairer: Repairer;
  diff: RepairDiff;
}

/** One line: repaired by a model, by hand, or dropped. Escape leaves it as it is. */
export async function settleLine(line: RejectedLine, desk: RepairDesk): Promise<void> {
  const items = [
    { label: '$(sparkle) Repair by a model', description: 'shown as a difference first', act: 'model' },
    { label: '$(edit) Repair by hand', act: 'hand' },
    { label: '$(trash) Drop', description: 'the example is left out for good', act: 'drop' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: `A Line of ${line.from}`,
    placeHolder: line.faults.join(' '),
  });
  if (chosen?.act === 'drop') await desk.file.drop([line]);
  if (chosen?.act === 'hand') await byHand(line, line.text, desk);
  if (chosen?.act === 'model') await repairByModel(line, desk);
}

/** Shows a model's repair, and asks what to do with it. False when the user wants no more. */
export async function repairByModel(line: RejectedLine, desk: RepairDesk): Promise<boolean> {
  const { file, repairer, diff } = desk;
  const repair = await repairer.repair(line);
  await diff.show(line, repair.line);
  const isSound = repair.faults.length === 0;
  const items = [
    ...(isSound ? [{ label: '$(check) Take the repaired line', act: 'take' }] : []),
    { label: '$(edit) Change it by hand', act: 'hand' },
    { label: '$(trash) Drop the line', act: 'drop' },
    { label: '$(debug-step-over) Leave it as it is', act: 'leave' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: isSound ? 'Take the Repaired Line?' : 'The Model’s Line Cannot Be Trained on Either',
    placeHolder: isSound ? 'Left: as it came. Right: repaired' : repair.faults.join(' '),
    ignoreFocusOut: true,
  });
  await diff.hide();
  if (chosen?.act === 'take') await file.accept(line, repair.line);
  if (chosen?.act === 'hand') await byHand(line, repair.line, desk);
  if (chosen?.act === 'drop') await file.drop([line]);
  return chosen !== undefined;
}

async function byHand(line: RejectedLine, text: string, { file, repairer }: RepairDesk): Promise<void> {
  const check = await repairer.checker();
  const typed = await vscode.window.showInputBox({
    title: 'Repair by Hand',
    value: text.replace(/\r?\n/g, ' '),
    prompt: 'One line of JSON',
    ignoreFocusOut: true,
    validateInput: one => check(one.trim())[0],
  });
  if (typed !== undefined) await file.accept(line, typed.trim());
}
