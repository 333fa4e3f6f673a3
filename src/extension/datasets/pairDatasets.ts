import path from 'node:path';
import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../core/project/project.ts';
import { Problem } from '../../core/util/problem.ts';
import { editProjectFile, findProjectFile } from '../features/projectFileEdits.ts';
import { fileName, folderOf } from '../files.ts';
import type { Services } from '../services.ts';

/** Writes into the project file that one dataset validates another, changing nothing else in it. */
export async function pairDatasets(
  services: Services,
  training: vscode.Uri,
  validation: vscode.Uri,
): Promise<void> {
  const place = await findProjectFile(services, training);
  if (!place) throw nowhereProblem();
  if (validation.scheme !== 'file') throw nowhereProblem();
  const folder = path.dirname(place.uri.fsPath);
  const relative = path.relative(folder, validation.fsPath).replaceAll(path.sep, '/');
  await write(services, training, relative);
  services.tell.done(
    `${fileName(validation)} validates ${fileName(training)} now: ${PROJECT_FILE} says so.`,
    {
      title: 'Swap',
      run: async () => {
        await write(services, training, undefined);
        await pairDatasets(services, validation, training);
      },
    },
    {
      title: 'Open Project File',
      run: () => vscode.commands.executeCommand('tunewright.openProjectFile', training.toString()),
    },
  );
}

/** Takes back that a dataset has a validation file. */
export async function unpairDataset(services: Services, training: vscode.Uri): Promise<void> {
  await write(services, training, undefined);
  const { validation } = await services.settings.linksOf(training);
  if (validation === undefined) return;
  services.tell.warn(`Another entry of ${PROJECT_FILE} names a validation file for it and still counts.`, {
    title: 'Open Project File',
    run: () => vscode.commands.executeCommand('tunewright.openProjectFile', training.toString()),
  });
}

/** Asks which dataset is to validate another, and writes it. */
export async function choosePair(
  services: Services,
  training: vscode.Uri,
  others: readonly vscode.Uri[],
): Promise<void> {
  const items = others
    .filter(uri => uri.toString() !== training.toString())
    .map(uri => ({
      label: fileName(uri),
      description: folderOf(uri),
      uri,
      // What stands beside it and sounds like validation is most likely meant.
      rank: Number(sameFolder(uri, training)) + 2 * Number(/val|test|dev|eval|holdout/i.test(fileName(uri))),
    }))
    .sort((a, b) => b.rank - a.rank || a.label.localeCompare(b.label));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Which dataset validates ${fileName(training)}?`,
    placeHolder:
      items.length > 0 ? `Written to ${PROJECT_FILE}` : 'There is no other dataset in this workspace.',
    matchOnDescription: true,
  });
  if (picked) await pairDatasets(services, training, picked.uri);
}

async function write(
  services: Services,
  training: vscode.Uri,
  validation: string | undefined,
): Promise<void> {
  const place = await findProjectFile(services, training);
  if (!place) throw nowhereProblem();
  const { withDatasetPin } = await import('../../core/project/pinDataset.ts');
  await editProjectFile(services, place, text =>
    withDatasetPin(text, place.relativePath, 'validation', validation),
  );
}

function sameFolder(a: vscode.Uri, b: vscode.Uri): boolean {
  return path.posix.dirname(a.path) === path.posix.dirname(b.path);
}

function nowhereProblem(): Problem {
  return new Problem({
    code: 'not-supported',
    message: 'Only datasets in a folder that is open can be paired.',
    remedy: `Open their folder: what belongs together is written to ${PROJECT_FILE} there.`,
  });
}
