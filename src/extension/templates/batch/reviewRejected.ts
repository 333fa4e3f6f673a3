import * as vscode from 'vscode';
import type { RejectedLine } from '../../../core/batch/answerLines.ts';
import { count } from '../../../core/text/count.ts';
import { cancelledProblem, Problem } from '../../../core/util/problem.ts';
import { activeFile, fileName, folderOf } from '../../files.ts';
import type { BatchParts } from './openBatch.ts';
import { RejectedFile } from './rejectedFile.ts';
import { RepairDiff } from './repairDiff.ts';
import { Repairer } from './repairer.ts';
import { repairByModel, settleLine } from './settleLine.ts';

interface Item extends vscode.QuickPickItem {
  act?: 'repair-all' | 'drop-all' | 'open';
  line?: RejectedLine;
}

const MOST_SHOWN = 500;

/** Goes through the lines that were rejected: each is repaired by a model, edited by hand, or dropped. */
export async function reviewRejected(clicked: vscode.Uri | undefined, parts: BatchParts): Promise<void> {
  const file = new RejectedFile(await chooseFile(clicked));
  const desk = { file, repairer: new Repairer(file, parts), diff: new RepairDiff() };
  try {
    for (let left = await file.lines(); left.length > 0; left = await file.lines()) {
      const chosen = await choose(file, left);
      if (!chosen) return;
      if (chosen.act === 'open') {
        await vscode.window.showTextDocument(file.uri);
        return;
      }
      if (chosen.act === 'drop-all') await file.drop(left);
      else if (chosen.line) await settleLine(chosen.line, desk);
      else for (const line of left) if (!(await repairByModel(line, desk))) break;
    }
  } finally {
    await desk.diff.hide();
    desk.diff.dispose();
  }
  await tellDone(file, parts);
}

async function choose(file: RejectedFile, left: readonly RejectedLine[]): Promise<Item | undefined> {
  const items: Item[] = [
    ...left.slice(0, MOST_SHOWN).map(line => ({
      label: `$(error) ${excerpt(line.text)}`,
      description: line.from,
      detail: line.faults.join(' '),
      line,
    })),
    { label: 'All of them', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(sparkle) Repair all by a model',
      description: 'each is shown before it is taken',
      act: 'repair-all',
    },
    { label: '$(trash) Drop all', description: count(left.length, 'line'), act: 'drop-all' },
    { label: '$(go-to-file) Open the file', description: fileName(file.uri), act: 'open' },
  ];
  return vscode.window.showQuickPick(items, {
    title: `${count(left.length, 'Rejected Line')} of ${fileName(file.dataset)}`,
    placeHolder: 'Choose a line to repair or drop it. What you leave stays in the file',
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

async function tellDone(file: RejectedFile, { services }: BatchParts): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file.uri);
  // What is not ours in the file stays.
  if (document.getText().trim() === '') await vscode.workspace.fs.delete(file.uri, { useTrash: false });
  services.tell.done(`No rejected line is left for ${fileName(file.dataset)}.`, {
    title: 'Open',
    run: () => vscode.window.showTextDocument(file.dataset),
  });
}

async function chooseFile(clicked: vscode.Uri | undefined): Promise<vscode.Uri> {
  const given = clicked ?? activeFile();
  if (given && /_rejected(?: \(\d+\))?\.jsonl$/.test(given.path)) return given;
  const found = await vscode.workspace.findFiles('**/*_rejected*.jsonl', '**/node_modules/**', 200);
  if (found.length === 0) {
    throw new Problem({
      code: 'not-found',
      message: 'There are no rejected lines in the workspace.',
      remedy: 'They come from Run over Dataset or Folder with a template that has "expect": "jsonl".',
    });
  }
  const items = found.map(uri => ({ label: fileName(uri), description: folderOf(uri), uri }));
  const title = 'Review Rejected Lines';
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title });
  if (!chosen) throw cancelledProblem();
  return chosen.uri;
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
