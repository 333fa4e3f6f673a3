import * as vscode from 'vscode';
import { pairDatasets } from '../datasets/pairDatasets.ts';
import { fileName } from '../files.ts';
import { savedFile } from '../savedFile.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import { chooseSplit } from './chooseSplit.ts';
import { analyse, fileToPrepare, inWords } from './prepareDataset.ts';

/** Copies a dataset into two files, one to train on and one to validate with. Nothing else is changed. */
export function registerSplitDataset(services: Services): vscode.Disposable {
  const { tell, lint } = services;
  return registerCommand('tunewright.splitDataset', tell, async given => {
    const uri = given ?? (await fileToPrepare(services));
    if (!uri || !(await savedFile(uri, 'split'))) return;
    const plan = await analyse(services, uri);
    const split = await chooseSplit(plan, true);
    if (!split) return;
    const { files, reminders, examplesWritten } = await withCancellableProgress(
      `Splitting ${plan.name}`,
      (signal, report) =>
        lint.foreground.call(
          'prepare',
          { path: uri.fsPath, plan, choice: { accept: [], ...split } },
          { signal, onProgress: progress => report(inWords(progress, plan.bytes)) },
        ),
    );
    if (files.train === undefined || files.validation === undefined) {
      return tell.warn(['The dataset could not be split.', ...reminders].join(' '));
    }
    const training = vscode.Uri.file(files.train);
    const validation = vscode.Uri.file(files.validation);
    const parts = [
      `${fileName(training)} has ${examplesWritten.train ?? 0} of the examples,`,
      `${fileName(validation)} the other ${examplesWritten.validation ?? 0}.`,
    ];
    tell.done(
      [...parts, ...reminders].join(' '),
      { title: 'Pair Them', run: () => pairDatasets(services, training, validation) },
      { title: 'Open', run: () => vscode.commands.executeCommand('vscode.open', training) },
    );
  });
}
