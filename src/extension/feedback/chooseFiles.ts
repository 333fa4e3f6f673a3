import path from 'node:path';
import * as vscode from 'vscode';
import type { CompareFile } from '../../core/evaluate/compareFile/compareFile.ts';
import type { Feedback } from '../../core/evaluate/feedback/feedback.ts';
import { candidatePaths } from '../../core/template/templateFiles.ts';
import { cancelledProblem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import type { PromptFolder } from '../templates/promptFolder.ts';

/** Names that say what a file is kept for. */
const HELD_OUT = /(^|[-_.\s])(valid|validation|val|test|eval|held|heldout|holdout)([-_.\s\d]|$)/i;

/** Datasets of a folder, relative to it. */
async function datasetsIn(folder: PromptFolder): Promise<string[]> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder.root, '**/*.{jsonl,ndjson,csv,tsv,inputs.json}'),
    '**/{node_modules,.tunewright}/**',
    500,
  );
  return found.flatMap(uri => folder.pathOf(uri) ?? []).sort();
}

/** Asks which training file is there already; undefined for none. Those of the comparison stand first. */
export async function chooseTraining(
  title: string,
  folder: PromptFolder,
  comparison: { file: CompareFile; path: string } | undefined,
): Promise<string | undefined> {
  const named = (comparison?.file.variants ?? []).flatMap(({ trainingFile }) =>
    trainingFile === undefined ? [] : candidatePaths(trainingFile, comparison!.path).slice(0, 1),
  );
  const jsonl = (await datasetsIn(folder)).filter(name => /\.(jsonl|ndjson)$/i.test(name));
  if (jsonl.length === 0) return undefined;
  const isNamed = (name: string) => named.includes(name);
  const items: (vscode.QuickPickItem & { file?: string })[] = [
    ...jsonl.filter(isNamed).map(file => ({ label: file, description: 'trained a variant', file })),
    { label: '$(circle-slash) None' },
    ...jsonl.filter(name => !isNamed(name)).map(file => ({ label: file, file })),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Which training file is there already? What stands in it is left out.',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.file;
}

/** Asks which files are kept for evaluation: those that are named or linked so are picked already. */
export async function chooseHeldOut(
  title: string,
  folder: PromptFolder,
  feedback: readonly Feedback[],
  training: string | undefined,
  { settings }: Pick<Services, 'settings'>,
): Promise<string[]> {
  const { validation } = training === undefined ? {} : await settings.linksOf(folder.uriOf(training));
  const linked = validation === undefined ? undefined : folder.pathOf(vscode.Uri.file(validation));
  const judged = new Set(feedback.flatMap(({ from }) => from?.file ?? []));
  const files = (await datasetsIn(folder)).filter(name => name !== training);
  if (files.length === 0) return [];
  const items = files
    .map(file => ({
      label: file,
      description: judged.has(file) ? 'cases of it were judged' : '',
      picked: file === linked || HELD_OUT.test(path.posix.basename(file)),
      file,
    }))
    .sort((one, other) => rank(other) - rank(one));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Which files are kept for evaluation? None of their cases is learnt.',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.map(({ file }) => file);
}

function rank({ picked, description }: { picked: boolean; description: string }): number {
  return Number(picked) * 2 + Number(description !== '');
}
